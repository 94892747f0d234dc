import { useMemo, useRef } from 'react'
import type { FlowDetail } from '../../shared/model/flow.ts'
import { pathText } from '../../shared/problem.ts'
import { Empty } from '../ui/empty.tsx'
import { Name } from '../ui/name.tsx'
import { PanelContent } from '../ui/panel/side-panel.tsx'
import type { Action } from '../ui/table/action.ts'
import { ActionButtons } from '../ui/table/action-buttons.tsx'
import { DataFields } from './data-fields.tsx'
import type { FlowText } from './flow-text.ts'
import { textOf } from './form/control-props.ts'
import { FieldGroups } from './form/field-groups.tsx'
import { typeOf, valueAt, type Written } from './form/fields.ts'
import { type FormPlace, FormPlaceProvider } from './form/form-place.tsx'
import { shownFields } from './form/shown-fields.ts'
import { optionWords } from './form/words/fields.ts'
import { panelWords as words } from './form/words/panel.ts'
import { InputPreview } from './input-preview.tsx'
import { KeyField } from './key-field.tsx'
import { nodesBeside, pathOfNode, placeOfNode } from './place-of-node.ts'
import { useCompletions } from './use-completions.ts'
import { useFieldFocused } from './use-field-focused.ts'
import { useRunData } from './use-run-data.ts'

type Props = {
  flow: FlowDetail | null
  flowText: FlowText
  chosen: string
  /** What can be done with the node besides. */
  actions?: Action[]
}

/** A longer title is a problem of the flow; the heading is cut off much earlier. */
const longestTitle = 200

/** The form of a node. Each change is written into the text of the flow. */
export function NodePanel(props: Props) {
  const { flowText, chosen } = props
  const node = valueAt(flowText.value, pathOfNode(chosen))
  if (typeof node !== 'object' || node === null)
    return (
      <PanelContent title={placeOfNode(chosen).key}>
        <Empty title={words.missing}>{words.missingText}</Empty>
      </PanelContent>
    )
  return <NodeForm key={chosen} node={node as Written} {...props} />
}

function NodeForm({ flow, flowText, chosen, actions = [], node }: Props & { node: Written }) {
  const root = useRef<HTMLDivElement>(null)
  const place = useMemo(() => placeOfNode(chosen), [chosen])
  const data = useRunData(flow, place, node)
  const completions = useCompletions(flow, flowText.value, data.data?.paths)
  const at = pathText(pathOfNode(chosen))
  const { apply, value, problems } = flowText
  const form = useMemo(
    (): FormPlace => ({
      ...completions,
      ...{ value: node, at, problems, nodes: nodesBeside(value, place).filter((key) => key !== place.key) },
      set: (path, next) => void apply({ do: 'setField', inside: place.inside, key: place.key, path, value: next }),
    }),
    [completions, node, at, problems, value, place, apply],
  )
  const fields = useMemo(() => shownFields(node), [node])
  const asked = useFieldFocused(root, at)
  const kind = kindName(node)
  const title = node['title']
  return (
    <PanelContent
      title={<Name>{typeof title === 'string' && title !== '' ? title.slice(0, longestTitle) : place.key}</Name>}
      note={kind}
      actions={actions.length > 0 && <ActionButtons name={place.key} actions={actions} />}
    >
      <FormPlaceProvider value={form}>
        <div ref={root} className="flex flex-col">
          <FieldGroups
            fields={fields}
            titles={{}}
            asked={asked}
            after={{
              title: <KeyField flowText={flowText} place={place} />,
              'prep.input_key': place.inside.length === 0 && (
                <>
                  <InputPreview flow={flow} query={data} />
                  <DataFields paths={data.data?.paths ?? []} />
                </>
              ),
            }}
          />
        </div>
      </FormPlaceProvider>
    </PanelContent>
  )
}

/** A node that does work is called by what it runs. */
function kindName(node: Written): string {
  const kind = textOf(node['kind'] ?? 'executor')
  const [field, value] = kind === 'executor' ? ['exec_type', textOf(typeOf(node))] : ['kind', kind]
  return optionWords[field]?.[value] ?? value
}
