import * as z from 'zod'
import { panelWidth } from '../panel-width.ts'
import { FavoriteKey } from './favorite.ts'

export const themes = ['system', 'light', 'dark'] as const
export const logTimes = ['off', 'relative', 'absolute', 'difference'] as const
export type Theme = (typeof themes)[number]
export type LogTimes = (typeof logTimes)[number]

export const recentLength = 8

/** Steps for a new profile: `seen` is set once Home showed them, `dismissed` hides them. */
export const firstStepMarks = ['seen', 'import', 'example', 'dismissed'] as const
export type FirstStepMark = (typeof firstStepMarks)[number]
const mostChangedKeys = 200
const mostFavorites = 200

/** Presses as the window writes them, by the id of what they do. Ids of another release are kept. */
const Keys = z
  .record(z.string().regex(/^[a-zA-Z]{1,40}$/), z.array(z.string().min(1).max(40)).max(4))
  .refine((keys) => Object.keys(keys).length <= mostChangedKeys, `At most ${mostChangedKeys} keys can be changed.`)
/** Lists with columns that a person can choose. */
export const tableNames = ['jobs', 'runs', 'flows', 'pipelines', 'tasks', 'workers', 'files'] as const
export type TableName = (typeof tableNames)[number]

const columnId = z.string().min(1).max(40)
const columnIds = z.array(columnId).max(60)

/** The columns of a list: their order, which were shown or hidden, and their widths in pixels. What is missing is as usual. */
export const TableLayout = z.object({
  order: columnIds.optional(),
  shown: columnIds.optional(),
  hidden: columnIds.optional(),
  widths: z.record(columnId, z.int().min(0).max(2_000)).optional(),
  /** Without folders. */
  isFlat: z.boolean().optional(),
})

const shape = {
  theme: z.enum(themes),
  /** How a log shows the time of a line. */
  logTimes: z.enum(logTimes),
  /** A log breaks long lines to the width of the window. */
  logWrap: z.boolean(),
  /** What the person chose in the palette, newest first. */
  recent: z.array(z.string().min(1).max(200)).max(recentLength),
  /** Occurrences that were missed up to this time were dismissed on Home. */
  dismissedAway: z.int().min(0),
  firstSteps: z.array(z.enum(firstStepMarks)).max(firstStepMarks.length),
  /** Jobs, flows, pipelines and views that the person marked, in their order. */
  favorites: z.array(FavoriteKey).max(mostFavorites, `There are ${mostFavorites} favorites already. Remove one first.`),
  /** Keys of the window that the person changed; an empty list: none. */
  keys: Keys,
  /** Whether a character without Ctrl or Cmd is a key of the window. */
  singleKeys: z.boolean(),
  /** Lists whose columns the person changed. */
  tables: z.partialRecord(z.enum(tableNames), TableLayout),
  /** Of the panel beside a page, in pixels. */
  panelWidth: z.int().min(panelWidth.least).max(panelWidth.most),
}

/**
 * What a person chose for themselves. Each key is stored on its own under the actor, and is the same in each window and browser.
 * A new key is a line in `shape` and one in `defaultPreferences`, with the code that reads it.
 */
export const Preferences = z.object(shape)
export type Preferences = z.infer<typeof Preferences>
export const PreferencesChange = z.strictObject(shape).partial()
export type PreferencesChange = z.infer<typeof PreferencesChange>

export const defaultPreferences: Preferences = {
  theme: 'system',
  logTimes: 'off',
  logWrap: false,
  recent: [],
  dismissedAway: 0,
  firstSteps: [],
  favorites: [],
  keys: {},
  singleKeys: true,
  tables: {},
  panelWidth: panelWidth.usual,
}
