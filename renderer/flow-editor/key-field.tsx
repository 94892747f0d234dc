import { useState } from 'react'
import { Field, TextInput } from '../ui/field.tsx'
import type { FlowText } from './flow-text.ts'
import { panelWords as words } from './form/words/panel.ts'
import type { NodePlace } from './place-of-node.ts'

/** The key of a node. It changes once it is typed whole, together with all that refers to it. */
export function KeyField({ flowText, place: { inside, key } }: { flowText: FlowText; place: NodePlace }) {
  const [typed, setTyped] = useState(key)
  const rename = (): void => {
    if (typed === key || typed.trim() === '') return setTyped(key)
    const ids = flowText.apply({ do: 'rename', inside, key, to: typed.trim() })
    if (ids === null) setTyped(key)
    else flowText.select(ids)
  }
  return (
    <Field label={words.key} hint={words.keyHint}>
      <TextInput
        mono
        value={typed}
        maxLength={100}
        onChange={setTyped}
        onBlur={rename}
        onKeyDown={(event) => event.key === 'Enter' && rename()}
      />
    </Field>
  )
}
