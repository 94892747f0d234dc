import type { ActivityItem, RunsInRow } from '../../../shared/model/definition-activity.ts'
import { countText } from '../../ui/count-text.ts'

type Kind = 'job' | 'flow' | 'pipeline'
type Change = Extract<ActivityItem, { kind: 'change' }>
type Value = Change['from']

const none = 'none'
const valueText = (value: Value): string =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)
    ? none
    : Array.isArray(value)
      ? value.join(', ')
      : String(value)

const fromTo = (what: string, { from, to }: Change): string => `changed ${what} from ${valueText(from)} to ${valueText(to)}`

const part =
  (what: string) =>
  (change: Change): string =>
    change.from === null
      ? `added the ${what} "${valueText(change.to)}"`
      : change.to === null
        ? `deleted the ${what} "${valueText(change.from)}"`
        : fromTo(`the ${what}`, change)

const switched =
  (what: string) =>
  ({ to, about }: Change): string =>
    `${to === true ? 'enabled' : 'disabled'} the ${what} "${about ?? ''}"`

/** What somebody did, behind their name. Other fields are named as they are. */
const changes: Record<string, (change: Change, kind: Kind) => string> = {
  name: (change) => fromTo('the name', change),
  enabled: ({ to }, kind) => `${to === true ? 'enabled' : 'disabled'} the ${kind}`,
  muted: ({ to }) => (to === true ? 'muted notifications of failures' : 'turned on notifications of failures'),
  pinned: ({ to }) => (to === true ? 'pinned it to the tray' : 'unpinned it from the tray'),
  pauseAfter: (change) => fromTo('how many consecutive failures pause this job', change),
  paused: ({ to }) =>
    to === null
      ? 'resumed this job'
      : valueText(to)
          .replace(/^P/, 'p')
          .replace(/^paused/, 'paused this job'),
  tags: (change) => fromTo('the tags', change),
  folder: (change) => fromTo('the folder', change),
  owner: (change) => fromTo('the owner', change),
  notes: () => 'changed the notes',
  schedule: part('schedule'),
  'schedule enabled': switched('schedule'),
  'schedule paused': ({ to, about }) =>
    to === null
      ? `resumed the schedule "${about ?? ''}"`
      : `paused the schedule "${about ?? ''}"${to === '' ? '' : `: ${valueText(to)}`}`,
  trigger: part('trigger'),
  'trigger enabled': switched('trigger'),
}

export const words = {
  title: 'Activity',
  none: 'No changes yet',
  older: 'Show older activity',
  unreadable: (why: string) => `Could not read the activity: ${why}`,
  change: (item: Change, kind: Kind): string =>
    (changes[item.field] ?? ((change: Change) => fromTo(change.field, change)))(item, kind),
  event: (did: 'created' | 'deleted' | 'restored', kind: Kind) => `${did} this ${kind}`,
  version: (kind: Kind, version: number) => `${kind === 'flow' ? 'published' : 'saved'} version ${version}`,
  note: (note: string) => `"${note}"`,
  ran: ({ count, last }: RunsInRow) => (count === 1 ? `Run ${last}` : countText(count, ['run', 'runs'])),
  outcomes: ({ count, succeeded, failed, active }: RunsInRow) =>
    Object.entries({ succeeded, failed, active, 'cancelled or skipped': count - succeeded - failed - active })
      .flatMap(([word, n]) => (n > 0 ? [count === 1 ? word : `${n.toLocaleString('en')} ${word}`] : []))
      .join(', '),
  failed: (count: number) => `${countText(count, ['run', 'runs'])} failed`,
  runs: (first: number, last: number) => (first === last ? `run ${first}` : `runs ${first} to ${last}`),
  resolved: (time: string) => `resolved ${time}`,
  allResolved: 'resolved',
  open: 'not resolved',
}
