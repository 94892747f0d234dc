import type { Ref } from 'react'
import type { Actor } from '../../shared/model/actor.ts'
import type { VersionUse } from '../../shared/model/job.ts'
import { ByActor } from '../by-actor.tsx'
import { StatusIcon } from '../run-status.tsx'
import { cx } from '../ui/class-names.ts'
import { Name } from '../ui/name.tsx'
import { Ago } from '../ui/time.tsx'
import { words } from './words.ts'

/** What the list says of a version. `changes`: what it changed, where nobody said so in a note. */
export type ListedVersion = VersionUse & { version: number; note: string; changes: string; createdAt: number; actor: Actor }

type Props = {
  version: ListedVersion
  isCurrent: boolean
  isChosen: boolean
  rowRef: Ref<HTMLButtonElement>
  choose(): void
}

/** A version in the list: its note or what it changed, who made it, and what its runs came to. */
export function VersionRow({ version: each, isCurrent, isChosen, rowRef, choose }: Props) {
  const { version, changes, note, createdAt, actor, runs, lastRun } = each
  return (
    <button
      ref={rowRef}
      type="button"
      aria-pressed={isChosen}
      onClick={choose}
      className={cx(
        'flex w-full flex-col gap-0.5 border-b border-rule px-4 py-2 text-left',
        isChosen ? 'bg-selected [--ink-3:var(--ink-2)]' : 'hover:bg-hover',
      )}
    >
      <span className="flex items-baseline gap-2">
        <span className="font-medium tabular-nums">{words.version(version)}</span>
        {isCurrent && <span className="text-xs text-ink-2">{words.current}</span>}
        <span className="ml-auto truncate text-sm text-ink-3">
          <Ago at={createdAt} /> <ByActor actor={actor} />
        </span>
      </span>
      <span className="flex items-center gap-2">
        <Name className={cx('flex-1 text-sm', note === '' ? 'text-ink-3' : 'text-ink-2')}>
          {note || changes || (version === 1 ? words.first : words.noNote)}
        </Name>
        <span className="inline-flex shrink-0 items-center gap-1 text-xs text-ink-3 tabular-nums">
          {words.runs(runs)}
          {lastRun && <StatusIcon facts={lastRun} />}
        </span>
      </span>
    </button>
  )
}
