import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { addExample } from '../../../shared/examples/add-example.ts'
import { type Example, shellOf } from '../../../shared/examples/example.ts'
import { examples } from '../../../shared/examples/examples.ts'
import { api, client } from '../../api/client.ts'
import { markFirstStep } from '../../first-steps.ts'
import { Button } from '../../ui/button.tsx'
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
  return (
    <Page title={words.title}>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        <p className="mb-4 max-w-[640px] text-ink-2">{words.intro}</p>
        <ul className={`max-w-[820px] ${rows}`}>
          {examples.map((example) => (
            <ExampleRow
              key={example.id}
              example={example}
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

type RowProps = { example: Example; isBusy: boolean; isDisabled: boolean; onAdd(): void }

const ExampleRow = ({ example: { id, title, shows, text, kind }, isBusy, isDisabled, onAdd }: RowProps) => (
  <li className="flex items-start gap-x-4 gap-y-2 px-3 py-3 max-[560px]:flex-col">
    <div className="min-w-0 flex-1">
      <h2 className="flex flex-wrap items-baseline gap-x-2 font-semibold">
        {title}
        <span className="text-sm font-normal text-ink-3">{shows}</span>
      </h2>
      <p className="text-ink-2">{text}</p>
    </div>
    <Button small disabled={isDisabled} aria-describedby={`example-${id}`} onClick={onAdd}>
      {isBusy ? words.creating : words.create(kind)}
      <span id={`example-${id}`} className="sr-only">
        {title}
      </span>
    </Button>
  </li>
)
