import * as z from 'zod'

/** A view is a saved filter of a list. */
export const favoriteKinds = ['job', 'flow', 'pipeline', 'view'] as const
export type FavoriteKind = (typeof favoriteKinds)[number]

/** A favorite as a preference stores it. Kinds of a later release are kept. */
export const FavoriteKey = z.string().regex(/^[a-z]{1,20}:[^\s:]{1,100}$/)
export const favoriteKey = (kind: FavoriteKind, id: string): string => `${kind}:${id}`

/** The kind and the id of a favorite; null for a kind that this release does not know. */
export function readFavorite(key: string): { kind: FavoriteKind; id: string } | null {
  const [name, id = ''] = key.split(':')
  const kind = favoriteKinds.find((each) => each === name)
  return kind === undefined ? null : { kind, id }
}
