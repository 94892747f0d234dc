import { useCallback, useState } from 'react'
import type { CodeEditorProps } from '../ui/code-editor-props.ts'

export type CodePlace = ReturnType<typeof useCodePlace>

/** Where the cursor of the text is put: each time it is asked for, also twice to the same place. */
export function useCodePlace() {
  const [cursor, setCursor] = useState<NonNullable<CodeEditorProps['cursor']> | null>(null)
  const goTo = useCallback((line: number, column = 1) => setCursor((old) => ({ line, column, times: (old?.times ?? 0) + 1 })), [])
  return { cursor, goTo }
}
