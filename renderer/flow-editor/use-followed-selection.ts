import { useEffect, useRef } from 'react'
import type { Definition } from '../../shared/flow/definition.ts'
import { renamedKeys } from '../../shared/flow/renamed-keys.ts'
import type { FlowText } from './flow-text.ts'

/** A node stays chosen when it is renamed in the text, or a rename is undone. */
export function useFollowedSelection(
  definition: Definition | null,
  { selection, select }: Pick<FlowText, 'selection' | 'select'>,
): void {
  const last = useRef(definition)
  useEffect(() => {
    const before = last.current
    last.current = definition
    if (!before || !definition || before === definition || selection.length === 0) return
    const renamed = renamedKeys(before, definition)
    if (renamed.size === 0) return
    select(
      selection.map((id) => {
        const [first = '', ...inner] = id.split('/')
        return [renamed.get(first) ?? first, ...inner].join('/')
      }),
    )
  }, [definition, selection, select])
}
