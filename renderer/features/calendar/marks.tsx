import { Layers } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { cx } from '../../ui/class-names.ts'
import { clockTime } from '../../ui/time.tsx'
import { byMinute, type Entry, worstOf } from './entries.ts'
import { looks, Moment, markClass } from './moment.tsx'
import { words } from './words.ts'

/** Fewer jobs than this at the same minute stand under each other; more are one mark that opens. */
const collision = 3
const shownBands = 3

/** The height of a number of marks. */
export const heightOf = (marks: number): number => marks * 24

/** How many marks `Marks` draws. */
export const countMarks = (entries: Entry[]): number =>
  byMinute(entries).reduce((sum, { length }) => sum + (length < collision ? length : 1), 0)

/** How many marks `Bands` draws. */
export const countBands = (entries: Entry[]): number => Math.min(entries.length, shownBands + 1)

/** The marks of an hour; jobs that start at the same minute are counted in one mark. */
export const Marks = ({ entries }: { entries: Entry[] }) =>
  byMinute(entries).flatMap((together) =>
    together.length < collision
      ? together.map((entry) => (
          <li key={entry.key}>
            <Moment entry={entry} />
          </li>
        ))
      : [<Collision key={together[0]?.key} entries={together} />],
  )

function Collision({ entries }: { entries: Entry[] }) {
  return (
    <Folded
      look={looks[worstOf(...entries)].look}
      title={entries.map(({ job }) => job).join('\n')}
      label={
        <>
          <span className="shrink-0">{clockTime(entries[0]?.at ?? 0)}</span>
          <span className="truncate">{words.jobs(entries.length)}</span>
        </>
      }
    >
      {entries.map((entry) => (
        <li key={entry.key}>
          <Moment entry={entry} />
        </li>
      ))}
    </Folded>
  )
}

/** Frequent schedules of a day; beyond the first few they fold into one mark. */
export function Bands({ entries }: { entries: Entry[] }) {
  const shown = entries.length > shownBands + 1 ? entries.slice(0, shownBands) : entries
  const hidden = entries.slice(shown.length)
  return (
    <>
      {shown.map((entry) => (
        <li key={entry.key}>
          <Moment entry={entry} band />
        </li>
      ))}
      {hidden.length > 0 && (
        <Folded
          look="border-transparent bg-sunken text-ink-2"
          title={hidden.map(({ job }) => job).join('\n')}
          label={<span className="truncate">{words.moreFrequent(hidden.length)}</span>}
        >
          {hidden.map((entry) => (
            <li key={entry.key}>
              <Moment entry={entry} band />
            </li>
          ))}
        </Folded>
      )}
    </>
  )
}

function Folded({ look, title, label, children }: { look: string; title: string; label: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <li className="min-w-0">
      <button
        type="button"
        aria-expanded={open}
        title={title}
        onClick={() => setOpen(!open)}
        className={cx(markClass, 'w-full', look)}
      >
        <Layers aria-hidden="true" strokeWidth={2.5} className="size-3 shrink-0" />
        {label}
      </button>
      {open && <ul className="mt-0.5 flex min-w-0 flex-col gap-0.5 border-l-2 border-rule-2 pl-1">{children}</ul>}
    </li>
  )
}
