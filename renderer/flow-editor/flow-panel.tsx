import { type ReactNode, useMemo, useRef } from 'react'
import type { FlowDetail } from '../../shared/model/flow.ts'
import { PanelContent } from '../ui/panel/side-panel.tsx'
import type { FlowText } from './flow-text.ts'
import { FieldGroups, type Shown } from './form/field-groups.tsx'
import { type Field, type FlowField, flowFields, type Written } from './form/fields.ts'
import { type FormPlace, FormPlaceProvider } from './form/form-place.tsx'
import { formWords } from './form/words/form.ts'
import { panelWords as words } from './form/words/panel.ts'
import { nodesBeside } from './place-of-node.ts'
import { useCompletions } from './use-completions.ts'
import { useFieldFocused } from './use-field-focused.ts'

const fields = (Object.entries(flowFields) as [FlowField, Field][]).map(([id, field]): Shown => ({ id, field, isUnused: false }))

const nothing: Written = {}

type Props = {
  flow: FlowDetail | null
  flowText: FlowText
  /** Above the fields. */
  children?: ReactNode
}

/** The settings of the flow itself, while no node is chosen, or several are. */
export function FlowPanel({ flow, flowText, children }: Props) {
  const count = flowText.selection.length
  const root = useRef<HTMLDivElement>(null)
  const { value: all, problems, apply } = flowText
  const completions = useCompletions(flow, all, undefined)
  const value = typeof all === 'object' && all !== null ? (all as Written) : nothing
  const form = useMemo(
    (): FormPlace => ({
      ...completions,
      ...{ value, at: '', problems, nodes: nodesBeside(value, { inside: [], key: '' }) },
      set: (path, next) => void apply({ do: 'setField', key: null, path, value: next }),
    }),
    [completions, value, problems, apply],
  )
  const asked = useFieldFocused(root, '')
  return (
    <PanelContent title={words.flow} note={count > 1 ? words.several(count) : words.flowNote}>
      <FormPlaceProvider value={form}>
        <div ref={root} className="flex flex-col">
          {children}
          <FieldGroups fields={fields} titles={formWords.flowGroups} ofFlow asked={asked} />
        </div>
      </FormPlaceProvider>
    </PanelContent>
  )
}
