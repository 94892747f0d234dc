import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { api, messageOf } from '../api/client.ts'
import { IconButton } from '../ui/button.tsx'
import { type FieldProps, ParamField } from './param-field.tsx'
import { words } from './words.ts'

/** A choice among what a command of the job prints. Without an answer, the field takes any text and says why. */
export function CommandChoices({ job, field }: { job: string; field: FieldProps }) {
  const { data, error, isFetching, refetch } = useQuery({
    ...api.jobs.options.queryOptions({ input: { ref: job, name: field.name } }),
    // The command runs when the form opens, and on Refresh.
    gcTime: 0,
    retry: false,
  })
  const problem = error ? messageOf(error) : (data?.problem ?? null)
  const printed = error ? [] : (data?.options ?? [])
  const choices = printed.length > 0 ? printed : undefined
  const note = choices
    ? problem === null
      ? words.choicesCount(printed.length)
      : words.firstChoices(problem)
    : words.noChoices(problem ?? '')
  return (
    <div className="flex items-start gap-1" aria-busy={isFetching}>
      <div className="min-w-0 flex-1">
        <ParamField
          {...field}
          choices={choices}
          takesOthers={problem !== null}
          note={
            <p role="status" className={problem === null ? 'text-sm text-ink-3' : 'text-sm text-warn'}>
              {isFetching ? words.choicesLoading : note}
            </p>
          }
        />
      </div>
      <IconButton
        label={words.refreshChoices}
        // A disabled button would lose the keyboard.
        aria-disabled={isFetching}
        onClick={() => isFetching || void refetch()}
        className="mt-5 aria-disabled:opacity-50"
      >
        <RefreshCw aria-hidden="true" className="size-3.5" />
      </IconButton>
    </div>
  )
}
