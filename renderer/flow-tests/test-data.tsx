import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { FlowDetail } from '../../shared/model/flow.ts'
import type { FlowPin } from '../../shared/model/flow-test.ts'
import { api } from '../api/client.ts'
import { statusWord } from '../run-status.tsx'
import { Button } from '../ui/button.tsx'
import { Field, Select, TextArea } from '../ui/field.tsx'
import { Name } from '../ui/name.tsx'
import { ValueView } from '../ui/value-view.tsx'
import { chooseData, useTestState } from './test-state.ts'
import type { FlowTest } from './use-flow-test.ts'
import { words } from './words.ts'

type Tested = Pick<FlowDetail, 'id' | 'lastRuns'>
type Props = { flow: Tested | null; test: FlowTest }

/** The data that tests use: of which run, and outputs instead of running nodes. */
export function TestData({ flow, test }: Props) {
  if (flow === null) return null
  const { node, pinned } = test
  return (
    <div className="grid h-full min-h-0 grid-cols-3 gap-4 overflow-auto p-3 max-[960px]:grid-cols-2">
      <DataOf flow={flow} />
      {node !== null && <PinField key={node} node={node} known={pinned.find((pin) => pin.node === node)} test={test} />}
      <Pins test={test} />
    </div>
  )
}

/** A part of the flow starts with what a past run had there. */
function DataOf({ flow: { id, lastRuns } }: { flow: Tested }) {
  const chosen = useTestState(({ dataOf }) => dataOf[id] ?? '')
  const runs = lastRuns.toReversed().map((run) => [run.id, words.runWith(run.number, statusWord(run))] as const)
  return (
    <div>
      <Field label={words.dataOf} hint={words.dataOfHint}>
        <Select
          value={chosen}
          options={Object.fromEntries([['', words.dataOfTest], ...runs])}
          onChange={(run) => chooseData(id, run)}
        />
      </Field>
    </div>
  )
}

type PinProps = { node: string; known: FlowPin | undefined; test: FlowTest }

/** The pinned output of the chosen node; without one, what the node returned in the shown test. */
function PinField({ node, known, test }: PinProps) {
  const { run, keyInTest } = test
  const wasRun = run?.nodes.some(({ key, endedAt }) => key === node && endedAt !== null) ?? false
  const { data } = useQuery({
    ...api.flows.output.queryOptions({ input: { ref: run?.id ?? '', node: keyInTest(node) } }),
    enabled: wasRun && known === undefined,
    retry: false,
  })
  const found = known ? textOf(known.value) : data?.hasOutput ? textOf(data.output) : ''
  return (
    <ValueView label={words.output(node)} value={parsed(found)}>
      <OutputField node={node} found={found} isPinned={known !== undefined} test={test} />
    </ValueView>
  )
}

const textOf = (value: unknown): string => JSON.stringify(value, null, 2)

type OutputProps = { node: string; found: string; isPinned: boolean; test: FlowTest }

function OutputField({ node, found, isPinned, test }: OutputProps) {
  // What is typed stays when the output is read, or another test ends.
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? found
  const value = parsed(text)
  return (
    <div className="grid content-start gap-2">
      <Field
        label={words.outputOf(node)}
        hint={!isPinned && found !== '' && test.stale.has(node) ? words.stale : undefined}
        error={text !== '' && value === undefined ? words.jsonProblem : undefined}
      >
        <TextArea value={text} onChange={setTyped} rows={4} spellCheck={false} />
      </Field>
      <div>
        <Button
          small
          disabled={value === undefined || (isPinned && text === found)}
          onClick={async () => (await test.pinValue(node, value)) !== null && setTyped(null)}
        >
          {words.save}
        </Button>
      </div>
    </div>
  )
}

/** Undefined: it is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function Pins({ test: { pinned, unpin } }: { test: FlowTest }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid content-start gap-1">
      <h3 id={id} className="text-sm font-medium text-ink-2">
        {words.pins}
      </h3>
      <p className="text-sm text-ink-3">{pinned.length === 0 ? words.noPins : words.pinHint}</p>
      {pinned.map(({ node, value, run }) => (
        <div key={node} className="flex min-w-0 items-center gap-2">
          <Name className="shrink-0 font-medium">{node}</Name>
          <code className="min-w-0 flex-1 truncate font-mono text-xs">{JSON.stringify(value)}</code>
          <span className="shrink-0 text-sm text-ink-3">{run === null ? words.written : words.fromRun(run)}</span>
          <Button small onClick={() => void unpin(node)}>
            {words.unpin}
          </Button>
        </div>
      ))}
    </section>
  )
}
