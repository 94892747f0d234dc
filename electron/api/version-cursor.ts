import { AppError } from '../../shared/errors.ts'

/** The version before which a page of versions starts; null: the first page. Throws invalid. */
export function versionCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw new AppError('invalid', 'cursor: must be the nextCursor of the previous page')
}
