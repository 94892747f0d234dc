import * as z from 'zod'
import { filterLists } from '../filter/keys.ts'
import { limits } from './limits.ts'
import { shownName } from './name.ts'
import { TableLayout } from './preferences.ts'

const changeable = {
  name: shownName('Enter a name.'),
  /** It may name keys that this release does not know: then the list says so. */
  q: z.string().max(limits.filterChars),
  /** What else the address of the list says, such as its order: `sort=-started`. */
  params: z.string().max(200),
  /** Null: the list keeps the columns that the person has. */
  columns: TableLayout.nullable(),
  /** Everybody sees it; only the person who saved it can change it. */
  shared: z.boolean(),
}

/** A filter of a list with its columns, under a name. `isMine`: the caller saved it; another person shared it otherwise. */
export const SavedView = z.object({ id: z.string(), list: z.enum(filterLists), ...changeable, isMine: z.boolean() })
export type SavedView = z.infer<typeof SavedView>

export const SavedViewDraft = SavedView.omit({ id: true, isMine: true }).extend({
  q: changeable.q.default(''),
  params: changeable.params.default(''),
  columns: changeable.columns.default(null),
  shared: changeable.shared.default(false),
})
export type SavedViewDraft = z.infer<typeof SavedViewDraft>

export const SavedViewChange = z.object(changeable).partial()
export type SavedViewChange = z.infer<typeof SavedViewChange>

/** Views of one person. */
export const mostViews = 200
