import { createHash } from 'node:crypto';
import type { Attachment } from '#domain/fields/others.ts';
import { append, entry, newRecordBase } from '#domain/journal/journal.ts';
import { may } from '#domain/permissions/permissions.ts';
import { fail } from '#domain/records/result.ts';
import { insertOnce } from '#main/host/features/reply.ts';
import type { FeatureHandlers } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { done, notFound, toReply } from '../reply.ts';

type AddImage = FeatureHandlers<'articles'>['commands']['addImage'];

/** How files of the kinds that are taken begin: what a file is called proves nothing. */
const BEGINNINGS: Readonly<Record<string, readonly (readonly [offset: number, bytes: string])[]>> = {
  'image/png': [[0, '89504e470d0a1a0a']],
  'image/jpeg': [[0, 'ffd8ff']],
  'image/webp': [
    [0, '52494646'],
    [8, '57454250'],
  ],
};

const isWhatItSays = (mediaType: string, bytes: Buffer): boolean =>
  (BEGINNINGS[mediaType] ?? [[0, '!']]).every(
    ([offset, hex]) => bytes.subarray(offset, offset + hex.length / 2).toString('hex') === hex,
  );

/**
 * Keeps an image in a document of its own beside the article, so that the article's history does not carry bytes. The id follows from
 * article and bytes: the same image pasted twice is kept once. Errors: `not_found`, `forbidden`, `invalid` (no image of its kind).
 */
export const addImage: AddImage = async (context, { id, fileName, mediaType, data }) => {
  const article = await context.records.get('knowledge', id);
  if (article === null || article.type !== 'article') return notFound(id);
  const allowed = may(actorOf(context), 'articles.addImage');
  if (!allowed.ok) return toReply(allowed);
  const bytes = Buffer.from(data, 'base64');
  if (!isWhatItSays(mediaType, bytes))
    return toReply(fail('invalid', 'image.wrong_kind', { fileName, mediaType }));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const imageId = `img-${createHash('sha256').update(`${id}:${sha256}`).digest('hex').slice(0, 40)}`;
  const env = context.env();
  const image: Attachment = append(
    {
      ...newRecordBase(env, { id: imageId }),
      ownerCollection: 'knowledge',
      ownerId: id,
      fileName,
      mediaType,
      sizeBytes: bytes.length,
      sha256,
      md5: null,
      data,
      active: true,
    },
    entry(env, 'created', {}),
  );
  const kept = await insertOnce(context, 'attachments', image);
  return kept.ok ? done({ imageId }) : kept;
};
