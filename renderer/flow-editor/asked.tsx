import { useState } from 'react'
import { fallbackAction } from '../../shared/flow/definition.ts'
import { isFailureAction, portsOf } from '../../shared/flow/ports.ts'
import { graphAt, idIn, insideOf, readingOrder } from '../flow-graph/flow-shape.ts'
import { kindIcons, kindWord } from '../flow-graph/looks.ts'
import { nodeActions } from '../flow-tests/test-button.ts'
import { useTestHere } from '../flow-tests/test-place.ts'
import { type Pick, PickList } from '../graph/pick-list.tsx'
import { Field, TextInput } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { atPointer, RowMenu } from '../ui/table/row-menu.tsx'
import type { Asking } from './asking.ts'
import { allOfKind, type Bench, chosenActions } from './canvas-actions.ts'
import { connectOn } from './canvas-edits.ts'
import { type CanvasState, graphOf } from './canvas-state.ts'
import { addTo, keyOf, nodesOf } from './gestures.ts'
import { addables } from './kinds.ts'
import { targetsFor, whyNot } from './why-not.ts'
import { words } from './words.ts'

type Props = { bench: Bench; asking: Asking; onClose(): void; focus(id: string): void }

/** The list or dialog that is open over the canvas. */
export function Asked({ bench, asking, onClose, focus }: Props) {
  const { state } = bench
  const test = useTestHere()
  const done = (ids: readonly string[] | null) => {
    onClose()
    const [first] = ids ?? []
    if (first !== undefined) focus(first)
  }
  switch (asking.what) {
    case 'add':
      return (
        <AddList
          asking={asking}
          onClose={onClose}
          onAdd={(what, place) => done(addTo(state, what, place, bench.view.corner()))}
        />
      )
    case 'connect':
      return <ConnectList bench={bench} asking={asking} onClose={onClose} onDone={done} />
    case 'action':
      return (
        <PickList
          title={words.chooseAction(keyOf(asking.from))}
          picks={asking.actions.map((action) => ({ id: action, name: action }))}
          at={asking.at}
          onPick={(action) => done(connectOn(state, asking.from, action, asking.to))}
          onClose={onClose}
        />
      )
    case 'rename':
      return <RenameDialog state={state} id={asking.id} onClose={onClose} onDone={done} />
    case 'find':
      return <FindList bench={bench} onClose={onClose} onFound={(id) => done([id])} />
    case 'menu':
      return (
        <RowMenu
          label={words.more}
          actions={[...chosenActions(bench), ...kindAction(state), ...(test?.node == null ? [] : nodeActions(test))]}
          place={atPointer(asking.at.x, asking.at.y)}
          onClose={onClose}
          focusAfter={() => null}
        />
      )
  }
}

const kindAction = (state: CanvasState) => {
  const [id] = nodesOf(state)
  const node = id === undefined ? undefined : graphOf(state.definition, id)?.nodes[keyOf(id)]
  if (!node) return []
  return [{ name: words.selectKind(words.kinds[node.kind].name), icon: kindIcons[node.kind], act: () => allOfKind(state) }]
}

const kindPicks = (name: (of: string) => string = (of) => of): Pick[] =>
  addables.map(({ id, name: of, what, icon }) => ({ id, name: name(of), hint: what, icon }))

type AddProps = {
  asking: Extract<Asking, { what: 'add' }>
  onAdd(what: string, place: Extract<Asking, { what: 'add' }>['place']): void
  onClose(): void
}

function AddList({ asking: { title, place, at, actions = [] }, onAdd, onClose }: AddProps) {
  const [action, setAction] = useState(place.after?.action ?? actions[0] ?? fallbackAction)
  return (
    <PickList
      title={title}
      picks={kindPicks().filter(({ id }) => id !== 'note' || !place.after)}
      at={at}
      head={actions.length > 1 && <ActionSelect actions={actions} value={action} onChange={setAction} />}
      onPick={(what) => onAdd(what, place.after ? { ...place, after: { ...place.after, action } } : place)}
      onClose={onClose}
    />
  )
}

const ActionSelect = ({
  actions,
  value,
  onChange,
}: {
  actions: readonly string[]
  value: string
  onChange(value: string): void
}) => (
  <label className="mb-1 flex items-center gap-2 px-1 text-sm text-ink-2">
    {words.connectOn}
    <select
      aria-label={words.connectOn}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="h-7 min-w-0 flex-1 rounded-md border border-rule-2 bg-surface px-1 text-ink"
    >
      {actions.map((action) => (
        <option key={action}>{action}</option>
      ))}
    </select>
  </label>
)

type ConnectProps = {
  bench: Bench
  asking: Extract<Asking, { what: 'connect' }>
  onDone(ids: readonly string[] | null): void
  onClose(): void
}

/** The nodes that a wire can lead to, and a new one. The one that is active in the list is shown on the canvas. */
function ConnectList({ bench: { state, view }, asking: { from, at }, onDone, onClose }: ConnectProps) {
  const graph = graphAt(state.definition, insideOf(from))
  const actions = graph ? portsOf(graph, keyOf(from)).map(({ action }) => action) : []
  const main = actions.filter((each) => !isFailureAction(each))
  const [action, setAction] = useState(() => firstFree(state, from, main))
  const targets = targetsFor(state.definition, from).map((id): Pick => {
    const node = graph?.nodes[keyOf(id)]
    const refusal = whyNot(state.definition, from, action, id) ?? undefined
    return {
      id,
      name: node?.title ?? keyOf(id),
      hint: node?.title === undefined ? node && kindWord(node) : keyOf(id),
      ...(node && { icon: kindIcons[node.kind] }),
      ...(refusal !== undefined && { refusal }),
    } as Pick
  })
  const added = kindPicks(words.newNode).filter(({ id }) => id !== 'note')
  const pick = (id: string) => {
    if (added.some((each) => each.id === id) && !targets.some((each) => each.id === id))
      return onDone(addTo(state, id, { inside: insideOf(from), after: { from: keyOf(from), action } }))
    connectOn(state, from, action, id)
    onDone([from])
  }
  return (
    <PickList
      title={words.connectFrom(keyOf(from))}
      picks={[...targets.filter(({ id }) => id !== from), ...added]}
      at={at}
      head={<ActionSelect actions={actions} value={action} onChange={setAction} />}
      onActive={(id) => id !== null && targets.some((each) => each.id === id) && view.show(id)}
      onPick={pick}
      onClose={onClose}
    />
  )
}

/** The first action that leads nowhere yet. */
function firstFree(state: CanvasState, from: string, actions: readonly string[]): string {
  const taken = new Set([...state.flow.wires.values()].flatMap((way) => (way.from === from ? (way.wire?.actions ?? []) : [])))
  return actions.find((action) => !taken.has(action)) ?? actions[0] ?? fallbackAction
}

function FindList({ bench: { state, view }, onFound, onClose }: { bench: Bench; onFound(id: string): void; onClose(): void }) {
  const picks = readingOrder(state.definition, state.opened).flatMap((id): Pick[] => {
    const node = graphOf(state.definition, id)?.nodes[keyOf(id)]
    if (!node) return []
    return [{ id, name: node.title ?? keyOf(id), hint: `${keyOf(id)} · ${kindWord(node)}`, icon: kindIcons[node.kind] }]
  })
  return (
    <PickList
      title={words.find}
      picks={picks}
      at={null}
      onActive={(id) => id !== null && view.show(id)}
      onPick={(id) => {
        state.choose([id])
        onFound(id)
      }}
      onClose={onClose}
    />
  )
}

type RenameProps = { state: CanvasState; id: string; onDone(ids: readonly string[]): void; onClose(): void }

function RenameDialog({ state, id, onDone, onClose }: RenameProps) {
  const key = keyOf(id)
  const [next, setNext] = useState(key)
  const rename = () => {
    const to = next.trim()
    if (to === key || to === '') return onClose()
    const renamed = state.flowText.apply({ do: 'rename', inside: insideOf(id), key, to })
    if (renamed) onDone([idIn(insideOf(id), to)])
  }
  return (
    <FormDialog
      title={words.renameTitle(key)}
      submit={words.renameSubmit}
      isReady={next.trim() !== ''}
      onSubmit={rename}
      onClose={onClose}
    >
      <Field label={words.key} hint={words.keyHint}>
        <TextInput autoFocus mono maxLength={100} value={next} onChange={setNext} onFocus={(event) => event.target.select()} />
      </Field>
    </FormDialog>
  )
}
