import { useQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useEffect, useMemo } from 'react'
import { completeWith } from '../../shared/flow/completion/complete-with.ts'
import { nodeAt, nodeRanges } from '../../shared/flow/node-ranges.ts'
import type { FlowDetail } from '../../shared/model/flow.ts'
import { api } from '../api/client.ts'
import { useStateReferences } from '../state/use-state-references.ts'
import { CodeEditor } from '../ui/code-editor.tsx'
import { useCodePlace } from './code-place.ts'
import type { FlowText } from './flow-text.ts'
import { codeWords as words } from './form/words/panel.ts'

type Props = { flow?: FlowDetail | null; flowText: FlowText }

/** The definition as text, in step with the canvas: the lines of the chosen node are marked, and the cursor chooses its node. */
export function CodeView({ flow = null, flowText }: Props) {
  const { text, type, selection, select, undo, redo } = flowText
  const asked = useCodePlace((state) => state.asked)
  // A place that was asked for is not gone to again when the view is opened another time.
  useEffect(() => () => useCodePlace.setState({ asked: null }), [])
  const ranges = useRanges(text)
  const chosen = selection.length === 1 ? selection[0] : undefined
  const marked = useMemo(() => ranges.find(({ id }) => id === chosen) ?? null, [ranges, chosen])
  // Keys may come faster than what they choose is shown: this does not look at what is chosen now.
  const follow = useCallback(
    (offset: number): void => {
      const id = nodeAt(ranges, offset)
      select(id === null ? [] : [id])
    },
    [ranges, select],
  )
  return (
    <CodeEditor
      value={text}
      language="yaml"
      label={words.label}
      invalid={false}
      completions={useCompleter(flow)}
      cursor={asked}
      marked={marked}
      onCursor={follow}
      undo={(isRedo) => (isRedo ? redo() : undo())}
      onChange={type}
    />
  )
}

/** Read when there is time: typing does not wait for it. */
function useRanges(text: string) {
  const later = useDeferredValue(text)
  return useMemo(() => nodeRanges(later), [later])
}

/** Completes keys, values and references, these also from the data of the last run and the state, and the names of secrets. */
function useCompleter(flow: FlowDetail | null) {
  const run = flow?.lastRuns.at(-1)
  const data = useQuery({
    ...api.flowRuns.resolve.queryOptions({ input: { ref: run?.id ?? '' } }),
    enabled: run !== undefined,
    retry: false,
  })
  const secrets = useQuery(api.secrets.list.queryOptions())
  const [paths, names] = [data.data?.paths, secrets.data?.items]
  const state = useStateReferences(flow?.id ?? null)
  return useMemo(
    () => completeWith({ references: [...state, ...(paths ?? [])], secrets: (names ?? []).map(({ name }) => name) }),
    [state, paths, names],
  )
}
