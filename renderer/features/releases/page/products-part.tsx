import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import type { ReleaseProduct } from '#domain/fields/releases.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ElementForm, useOpenElements } from '#renderer/shared/record/element-form.tsx';
import { ElementsSection } from '#renderer/shared/record/elements-section.tsx';
import { useElements } from '#renderer/shared/record/use-elements.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { ElementLine } from './element-line.tsx';
import type { ReleaseRecord } from './release-record.ts';

/** Entered before it was known that nothing stands there. */
const orDash = (version: string | null): string => (version === null || version === '' ? '–' : version);

/** What goes out, from which version to which. */
export const ProductsPart = ({ page }: { readonly page: ReleaseRecord }): ReactNode => {
  const t = useText('releases');
  const elements = useElements<ReleaseProduct>(page, 'products', page.record.products ?? []);
  const { items, mayEdit, set, remove } = elements;
  const typing = useOpenElements(page, 'products', items);
  const form = (product: ReleaseProduct): ReactNode => (
    <ElementForm
      view={page}
      list="products"
      element={product}
      fields={['name', 'fromVersion', 'toVersion', 'ciId']}
      send={t('record:elements.save')}
      onSend={({ fromVersion, toVersion, ...rest }) =>
        set({ ...rest, fromVersion: fromVersion ?? '', toVersion: toVersion ?? '' })
      }
      onClose={typing.close}
    />
  );
  const title = fieldLabel('tickets', 'products');
  return (
    <ElementsSection {...{ title, elements, typing }} add={t('products.add')} empty={t('products.empty')}>
      <Box component="ul" aria-label={title} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {items.map((product) => (
          <Box component="li" key={product.id}>
            {typing.isOpen(product.id) && mayEdit ? (
              form(product)
            ) : (
              <ElementLine
                title={product.name}
                more={joined([
                  product.fromVersion === '' && product.toVersion === ''
                    ? null
                    : t('products.versions', {
                        from: orDash(product.fromVersion),
                        to: orDash(product.toVersion),
                      }),
                  product.ciId === null ? null : nameOf(page.names, product.ciId),
                ])}
                mayEdit={mayEdit}
                onEdit={() => typing.open(product.id)}
                onRemove={() => void remove(product.id)}
              />
            )}
          </Box>
        ))}
        {mayEdit &&
          typing.added.map((id) => (
            <Box component="li" key={id}>
              {form({ id, name: '', ciId: null, fromVersion: '', toVersion: '' })}
            </Box>
          ))}
      </Box>
    </ElementsSection>
  );
};
