import { useMutation, useQuery } from '@tanstack/react-query'
import type { Operation } from '../../../../shared/model/operation.ts'
import { api } from '../../../api/client.ts'
import { ByActor } from '../../../by-actor.tsx'
import { Loaded } from '../../../paged.tsx'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { PanelContent } from '../../../ui/panel/side-panel.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { Ago } from '../../../ui/time.tsx'
import { toastError } from '../../../ui/toasts.tsx'
import { words } from './words.ts'

/** What the address calls the panel; no run has this number. */
export const operationsPeek = 'operations'

const shown = 50

/** The newest actions on many runs: what, who, when, and how each ended. */
export function OperationsPanel() {
  const query = useQuery(api.operations.list.queryOptions({ input: { limit: shown } }))
  const items = query.data?.items ?? []
  return (
    <PanelContent title={words.title} note={items.length > 0 && <p className="text-sm text-ink-2">{words.note}</p>}>
      <Loaded query={query} what={words.what}>
        {items.length === 0 ? (
          <Empty title={words.none}>{words.noneHint}</Empty>
        ) : (
          <ul aria-label={words.title} className="flex flex-col">
            {items.map((operation) => (
              <OperationItem key={operation.id} operation={operation} />
            ))}
          </ul>
        )}
      </Loaded>
    </PanelContent>
  )
}

function OperationItem({ operation }: { operation: Operation }) {
  const { action, q, total, isPart, done, refused, createdAt, actor, state } = operation
  const name = words.nameOf(words.actions[action], Math.max(total, done + refused), isPart)
  return (
    <li className="flex flex-col gap-1 border-b border-rule py-2 first:pt-0 last:border-0">
      <div className="flex min-w-0 items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        {state === 'running' && <CancelButton id={operation.id} name={name} />}
      </div>
      <p className="text-sm text-ink-2">{words.startedBy(<Ago at={createdAt} />, <ByActor actor={actor} />)}</p>
      {q !== null && (
        <p className="text-sm break-words text-ink-2">
          {q === '' ? words.allRuns : words.filter(<code className="font-mono break-all">{q}</code>)}
        </p>
      )}
      <Result operation={operation} name={name} />
    </li>
  )
}

/** How it ended, or how far it is; why runs were refused, with the first of them on hover. */
function Result({ operation, name }: { operation: Operation; name: string }) {
  const { action, state, done, refused, total, reasons, error } = operation
  const most = Math.max(total, done + refused)
  const left = most - done - refused
  return (
    <div className="text-sm tabular-nums">
      <p className="flex items-center gap-2">
        <span>{words.states[state]}</span>
        {state === 'running' && <ProgressBar label={name} value={done + refused} max={Math.max(most, 1)} />}
        <span className="text-ink-2">{words.done[action](done)}</span>
      </p>
      {reasons.map(({ reason, count, problems }) => (
        <p key={reason} title={problems.map(({ message }) => message).join('\n')} className="break-words text-warn">
          {words.refused(count, reason)}
        </p>
      ))}
      {(state === 'cancelled' || state === 'failed') && left > 0 && <p className="text-ink-2">{words.notReached(left)}</p>}
      {error !== null && <p className="break-words text-bad">{error}</p>}
    </div>
  )
}

function CancelButton({ id, name }: { id: string; name: string }) {
  const cancel = useMutation({
    ...api.operations.cancel.mutationOptions(),
    onError: (error) => toastError(words.notCancelled, error),
  })
  return (
    <Button small disabled={cancel.isPending} aria-label={words.cancelOf(name)} onClick={() => cancel.mutate({ id })}>
      {words.cancel}
    </Button>
  )
}
