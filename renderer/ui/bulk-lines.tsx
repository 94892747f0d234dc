import { useEffect, useState } from 'react'
import { type BulkWork, useBulkWorks } from './bulk-work.ts'
import { Button } from './button.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { words } from './words.ts'

/** What ends sooner is not shown. */
const shownAfterMs = 300

/** The actions on several things that are at work in this window, each with a way to stop it. */
export const BulkLines = () => useBulkWorks(({ works }) => works).map((work) => <BulkLine key={work.id} work={work} />)

function BulkLine({ work: { name, done, total, cancel } }: { work: BulkWork }) {
  const [isShown, show] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => show(true), shownAfterMs)
    return () => clearTimeout(timer)
  }, [])
  if (!isShown) return null
  return (
    <div className="flex h-9 shrink-0 items-center gap-3 border-b border-rule bg-sunken px-4 text-sm tabular-nums">
      <span className="shrink-0 font-medium">{name}</span>
      <ProgressBar label={name} value={done} max={total} />
      <span className="min-w-0 truncate text-ink-2">{words.doneOf(done, total)}</span>
      <span className="flex-1" />
      <Button small aria-label={words.cancelOf(name)} onClick={cancel}>
        {words.cancel}
      </Button>
    </div>
  )
}
