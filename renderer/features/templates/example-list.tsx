import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { type Example, shellOf } from '../../../shared/examples/example.ts'
import { examples } from '../../../shared/examples/examples.ts'
import { api } from '../../api/client.ts'
import { definitionHref } from '../../definition/links.ts'
import { markFirstStep } from '../../first-steps.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Row, rows } from './row.tsx'
import { useCreate } from './use-create.ts'
import { words } from './words.ts'

/** Small definitions to learn from, each created with one click. */
export function ExampleList() {
  const { data: info } = useQuery(api.system.info.queryOptions())
  const { mutate, isPending, variables } = useCreate(() => markFirstStep('example'))
  const made = useMade()
  return (
    <ul className={rows}>
      {examples.map((example) => (
        <ExampleRow
          key={example.id}
          example={example}
          made={made.get(example.id) ?? null}
          isBusy={isPending && variables?.key === example.id}
          isDisabled={isPending || info === undefined}
          onAdd={() =>
            mutate({ key: example.id, title: example.title, parts: () => example.partsFor(shellOf(info?.platform ?? '')) })
          }
        />
      ))}
    </ul>
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
      return same ? [[id, definitionHref(kind, same.id)]] : []
    }),
  )
}

type RowProps = { example: Example; made: string | null; isBusy: boolean; isDisabled: boolean; onAdd(): void }

const ExampleRow = ({ example: { id, title, shows, text, kind }, made, isBusy, isDisabled, onAdd }: RowProps) => (
  <Row title={title} note={shows} text={text}>
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
  </Row>
)
