import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Operation } from '../../../shared/model/operation.ts'
import { api, client } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { countText } from '../../ui/count-text.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { toastError } from '../../ui/toasts.tsx'
import { tellEnd } from './bulk.ts'
import { awaitEnd, awaited } from './told-operations.ts'
import { nouns, bulkWords as words } from './words/list.ts'

/** The actions on many runs that are at work, whoever started them; the result of each is told once it has ended. */
export function OperationLines() {
  const { data, isFetching } = useQuery(api.operations.list.queryOptions({ input: { state: 'running' } }))
  useEffect(() => {
    if (!data || isFetching) return
    const running = data.items.map(({ id }) => id)
    // Of runs that were named one by one, whoever named them tells the end.
    for (const { id, q } of data.items) if (q !== null) awaitEnd(id)
    for (const id of awaited().filter((each) => !running.includes(each)))
      client.operations.get({ id }).then(tellIfEnded, () => {})
  }, [data, isFetching])
  return data?.items.map((operation) => <OperationLine key={operation.id} operation={operation} />)
}

const tellIfEnded = (operation: Operation): void => void (operation.state !== 'running' && tellEnd(operation))

function OperationLine({ operation }: { operation: Operation }) {
  const { id, action, done, refused, total, isPart } = operation
  const cancel = useMutation({
    ...api.operations.cancel.mutationOptions(),
    onError: (error) => toastError(words.notCancelled, error),
  })
  const name = words.working[action]
  return (
    <div className="flex h-9 shrink-0 items-center gap-3 border-b border-rule bg-sunken px-4 text-sm tabular-nums">
      <span className="shrink-0 font-medium">{name}</span>
      <ProgressBar label={name} value={done + refused} max={Math.max(total, done + refused, 1)} />
      <span className="min-w-0 truncate text-ink-2">
        {countText(done + refused, nouns, { total: Math.max(total, done + refused), isTotalPart: isPart })}
        {refused > 0 && words.refusedSoFar(refused)}
      </span>
      <span className="flex-1" />
      <Button small disabled={cancel.isPending} aria-label={words.cancelOf(name)} onClick={() => cancel.mutate({ id })}>
        {words.cancel}
      </Button>
    </div>
  )
}
