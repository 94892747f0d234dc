import { useMutation, useQueries, useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { addExample } from '../../../shared/examples/add-example.ts'
import { type Example, shellOf } from '../../../shared/examples/example.ts'
import { examples } from '../../../shared/examples/examples.ts'
import { api, client } from '../../api/client.ts'
import { markFirstStep } from '../../first-steps.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { rows } from './part.tsx'
import { exampleWords as words } from './words.ts'

const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone
const folders = { job: 'jobs', flow: 'flows', pipeline: 'pipelines' } as const

/** Small definitions to learn from, each created with one click. */
export function ExamplesPage() {
  const [, go] = useLocation()
  const { data: info } = useQuery(api.system.info.queryOptions())
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (example: Example) => addExample(client, example, example.partsFor(shellOf(info?.platform ?? '')), ownZone),
    onSuccess: ({ kind, id, name }) => {
      markFirstStep('example')
      toast(words.created(kind, name))
      go(`/${folders[kind]}/${id}`)
    },
    onError: (error, { title }) => toastError(words.noCreate(title), error),
  })
  const made = useMade()
  return (
    <Page title={words.title}>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        <p className="mb-4 max-w-[640px] text-ink-2">{words.intro}</p>
        <ul className={`max-w-[820px] ${rows}`}>
          {examples.map((example) => (
            <ExampleRow
              key={example.id}
              example={example}
              made={made.get(example.id) ?? null}
              isBusy={isPending && variables?.id === example.id}
              isDisabled={isPending || info === undefined}
              onAdd={() => mutate(example)}
            />
          ))}
        </ul>
      </div>
    </Page>
  )
}

/** The addresses of definitions that have the title of an example, by example. */
function useMade(): Map<string, string> {
  const found = useQueries({
    queries: examples.map(({ title }) => api.search.definitions.queryOptions({ input: { q: title, limit: 5 } })),
  })
  return new Map(
    examples.flatMap(({ id, title, kind }, index) => {
      const same = found[index]?.data?.items.find((item) => item.kind === kind && item.name === title)
      return same ? [[id, `/${folders[kind]}/${same.id}`]] : []
    }),
  )
}

type RowProps = { example: Example; made: string | null; isBusy: boolean; isDisabled: boolean; onAdd(): void }

const ExampleRow = ({ example: { id, title, shows, text, kind }, made, isBusy, isDisabled, onAdd }: RowProps) => (
  <li className="flex items-start gap-x-4 gap-y-2 px-3 py-3 max-[560px]:flex-col">
    <div className="min-w-0 flex-1">
      <h2 className="flex flex-wrap items-baseline gap-x-2 font-semibold">
        {title}
        <span className="text-sm font-normal text-ink-3">{shows}</span>
      </h2>
      <p className="text-ink-2">{text}</p>
    </div>
    <span className="flex shrink-0 gap-2">
      {made !== null && (
        <Link href={made} aria-describedby={`example-${id}`} className={buttonClass('plain', true)}>
          {words.open(kind)}
        </Link>
      )}
      <Button
        small
        look={made === null ? 'plain' : 'quiet'}
        disabled={isDisabled}
        aria-describedby={`example-${id}`}
        onClick={onAdd}
      >
        {isBusy ? words.creating : made === null ? words.create(kind) : words.createAnother}
        <span id={`example-${id}`} className="sr-only">
          {title}
        </span>
      </Button>
    </span>
  </li>
)
