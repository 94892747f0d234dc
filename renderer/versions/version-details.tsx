import { Play, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { VersionUse } from '../../shared/model/job.ts'
import { attempt } from '../api/client.ts'
import { startVersion } from '../run-form/ask.ts'
import type { Target } from '../run-form/start.ts'
import { Status } from '../run-status.tsx'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/field.tsx'
import type { ShownVersion } from './versions.tsx'
import { words } from './words.ts'

type Props = {
  target: Target
  shown: ShownVersion
  facts: VersionUse & { note: string }
  /** When it was made, as a phrase. */
  made: ReactNode
  canRun: boolean
  /** Null: it is what there is already. */
  restore: { name: string; act(): unknown } | null
  /** What it says, and how it differs from the other. */
  children: ReactNode
}

/** A version: who uses it, and buttons that run it or bring it back. */
export function VersionDetails({ target, shown: { version }, facts, made, canRun, restore, children }: Props) {
  const [, go] = useLocation()
  const run = async () => {
    const started = await attempt(words.notRun(target.name), () => startVersion(target, version))
    if (started) go(`/runs/${started.number}`)
  }
  const { note, runs, lastRun } = facts
  return (
    <section aria-label={words.version(version)} className="min-h-0 overflow-auto p-4">
      <div className="mb-1 flex flex-wrap items-center gap-3">
        <h2 className="flex-1 font-semibold">
          {words.version(version)} <span className="font-normal text-ink-3">· {made}</span>
        </h2>
        <Button small disabled={!canRun} onClick={() => void run()}>
          <Play aria-hidden="true" className="size-3.5" />
          {words.run}
        </Button>
        {restore && (
          <Button small onClick={() => void restore.act()}>
            <RotateCcw aria-hidden="true" className="size-3.5" />
            {restore.name}
          </Button>
        )}
      </div>
      {note !== '' && <p className="mb-1 break-words text-ink-2">{note}</p>}
      <p className="mb-3 flex items-center gap-2 text-sm text-ink-3">
        {words.runs(runs)}
        {lastRun && (
          <Link href={`/runs/${lastRun.number}`} className="inline-flex items-center gap-1 hover:underline">
            · {words.last} <Status facts={lastRun} /> {words.runNumber(lastRun.number)}
          </Link>
        )}
      </p>
      {children}
    </section>
  )
}

export const VersionContents = ({ version, text }: { version: number; text: string }) => (
  <pre
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    tabIndex={0}
    role="figure"
    aria-label={words.contents(version)}
    className="max-h-[40vh] overflow-auto rounded-md border border-rule bg-bg p-3 font-mono text-sm whitespace-pre-wrap"
  >
    {text}
  </pre>
)

type ComparedProps = {
  shown: ShownVersion
  /** From the older of the two to the newer; a draft is newer than every version. */
  children(pair: { before: string; after: string; isOtherNewer: boolean }): ReactNode
}

/** How a version differs from the one that the person chooses. */
export function Compared({ shown: { version, other, others, onOther }, children }: ComparedProps) {
  if (Object.keys(others).length === 0 || other === String(version)) return null
  const isOtherNewer = other === 'draft' || Number(other) > version
  const [older, newer] = isOtherNewer ? [String(version), other] : [other, String(version)]
  return (
    <section aria-label={words.changes(words.named(older), words.named(newer))} className="mt-4">
      <div className="mb-2 flex items-center gap-2">
        <h3 className="font-semibold whitespace-nowrap">{words.compareWith}</h3>
        <Select aria-label={words.compareWith} className="w-40!" value={other} options={others} onChange={onOther} />
      </div>
      {children({ before: nameOf(older), after: nameOf(newer), isOtherNewer })}
    </section>
  )
}

const nameOf = (version: string): string => (version === 'draft' ? words.draft : words.version(Number(version)))
