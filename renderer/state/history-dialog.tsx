import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Ago } from '../ui/time.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { ChangedBy } from './changed-by.tsx'
import { words } from './words.ts'

type Props = { owner: string; name: string; onClose(): void }

/** The last changes of a key, newest first. */
export function HistoryDialog({ owner, name, onClose }: Props) {
  useFocusBack()
  const { data } = useQuery(api.state.history.queryOptions({ input: { job: owner, key: name } }))
  return (
    <Dialog open wide title={words.historyTitle(name)} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also with the keyboard */}
      <ol tabIndex={0} aria-label={words.historyTitle(name)} className="max-h-96 overflow-auto">
        {data?.items.map(({ version, value, at, run, actor }) => (
          <li key={version} className="flex min-h-7 items-center gap-2 border-b border-rule text-sm last:border-0">
            <span className="w-10 shrink-0 text-ink-3 tabular-nums">{words.version(version)}</span>
            <span dir="auto" className="min-w-0 flex-1 truncate font-mono" title={value?.slice(0, 2_000)}>
              {value === null ? <i className="text-ink-3">{words.wasRemoved}</i> : value.slice(0, 300)}
            </span>
            <span className="flex shrink-0 gap-1.5 text-ink-3">
              <Ago at={at} />
              <ChangedBy run={run} actor={actor} />
            </span>
          </li>
        ))}
      </ol>
      <div className="mt-3 flex justify-end">
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </Dialog>
  )
}
