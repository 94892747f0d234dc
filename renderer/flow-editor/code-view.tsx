import { useCallback, useDeferredValue, useMemo } from 'react'
import { completeAt } from '../../shared/flow/completion/complete.ts'
import { nodeAt, nodeRanges } from '../../shared/flow/node-ranges.ts'
import { CodeEditor } from '../ui/code-editor.tsx'
import { useCodePlace } from './code-place.ts'
import type { FlowText } from './flow-text.ts'
import { codeWords as words } from './form/words/panel.ts'

/** The definition as text, in step with the canvas: the lines of the chosen node are marked, and the cursor chooses its node. */
export function CodeView({ flowText }: { flowText: FlowText }) {
  const { text, type, selection, select, undo, redo } = flowText
  const asked = useCodePlace((state) => state.asked)
  const ranges = useRanges(text)
  const chosen = selection.length === 1 ? selection[0] : undefined
  const marked = useMemo(() => ranges.find(({ id }) => id === chosen) ?? null, [ranges, chosen])
  const follow = useCallback(
    (offset: number): void => {
      const id = nodeAt(ranges, offset)
      if (id !== (chosen ?? null)) select(id === null ? [] : [id])
    },
    [ranges, chosen, select],
  )
  return (
    <CodeEditor
      value={text}
      language="yaml"
      label={words.label}
      invalid={false}
      completions={completeAt}
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
