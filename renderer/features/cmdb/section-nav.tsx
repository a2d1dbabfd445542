import { Box, ButtonBase } from '@mui/material';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';

export type PageSection = { readonly id: string; readonly title: string; readonly count?: number };

type SectionNavProps = {
  readonly sections: readonly PageSection[];
  /** The element that scrolls; its parts carry `data-section`. */
  readonly scroller: RefObject<HTMLElement | null>;
};

const partOf = (scroller: HTMLElement, id: string): HTMLElement | null =>
  scroller.querySelector<HTMLElement>(`[data-section="${CSS.escape(id)}"]`);

/** The sections of a long page; marks the one at the top and jumps to the others. */
export const SectionNav = ({ sections, scroller }: SectionNavProps): ReactNode => {
  const t = useText('cmdb');
  const [visible, setVisible] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) =>
        setVisible((before) => {
          const next = new Set(before);
          for (const { target, isIntersecting } of entries) {
            const id = (target as HTMLElement).dataset.section ?? '';
            if (isIntersecting) next.add(id);
            else next.delete(id);
          }
          return next;
        }),
      { root: element, rootMargin: '0px 0px -40% 0px' },
    );
    for (const { id } of sections) {
      const part = partOf(element, id);
      if (part !== null) observer.observe(part);
    }
    return () => observer.disconnect();
  }, [sections, scroller]);

  const go = (id: string): void => {
    const part = scroller.current === null ? null : partOf(scroller.current, id);
    part?.scrollIntoView({ block: 'start' });
  };
  return (
    <Box
      component="nav"
      aria-label={t('page.sections')}
      sx={{ width: 168, flex: 'none', borderRight: 1, borderColor: 'divider', p: 1, overflow: 'auto' }}
    >
      {sections.map(({ id, title, count }) => (
        <ButtonBase
          key={id}
          onClick={() => go(id)}
          {...(visible.has(id) ? { 'aria-current': 'true' as const } : {})}
          sx={{
            width: '100%',
            justifyContent: 'space-between',
            textAlign: 'start',
            gap: 1,
            px: 1,
            minHeight: 26,
            lineHeight: 1.25,
            borderRadius: 0.5,
            fontSize: 13,
            color: visible.has(id) ? 'text.primary' : 'text.secondary',
            fontWeight: visible.has(id) ? 600 : 400,
            '&:hover': { bgcolor: 'action.hover' },
          }}
        >
          {title}
          {count !== undefined && count > 0 && (
            <Box component="span" sx={{ fontSize: 12, color: 'text.secondary', fontWeight: 400 }}>
              {count}
            </Box>
          )}
        </ButtonBase>
      ))}
    </Box>
  );
};
