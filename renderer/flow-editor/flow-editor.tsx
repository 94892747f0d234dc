import { Expand, ListChecks, Maximize } from 'lucide-react'
import { type KeyboardEvent, type RefObject, Suspense, useCallback, useEffect, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { PathTaken } from '../../shared/flow/events.ts'
import type { FlowDetail } from '../../shared/model/flow.ts'
import type { GraphViews } from '../flow-graph/shown-standing.ts'
import { nodeActions } from '../flow-tests/test-button.ts'
import { useTestHere } from '../flow-tests/test-place.ts'
import { CanvasRoom } from '../graph/canvas.tsx'
import { CodeEditorPlace } from '../ui/code-editor.tsx'
import { Field, TextInput } from '../ui/field.tsx'
import { PanelPlace } from '../ui/panel/place.tsx'
import { SidePanel } from '../ui/panel/side-panel.tsx'
import type { Action } from '../ui/table/action.ts'
import { BottomBar } from './bottom-bar.tsx'
import { chooseAll, pictureActions, tidy } from './canvas-actions.ts'
import { type CanvasState, useCanvasState } from './canvas-state.ts'
import { CodeView } from './code-view.tsx'
import { useFieldFocus } from './field-focus.ts'
import { FlowPanel } from './flow-panel.tsx'
import { FlowStage, useAsking } from './flow-stage.tsx'
import type { FlowText } from './flow-text.ts'
import { addTo, nodesOf, placeAfter, placeOnWay } from './gestures.ts'
import { NodePanel } from './node-panel.tsx'
import { copyPicture } from './picture.ts'
import { Rail } from './rail.tsx'
import { type EditorView, Toolbar } from './toolbar.tsx'
import { useView, type View } from './use-view.ts'
import { words } from './words.ts'

/** The name of the flow, which is not part of its text. */
type FlowName = {
  value: string
  problem: string | undefined
  form: RefObject<HTMLFormElement | null>
  onChange(name: string): void
}

type Props = {
  /** Null: it is new. */
  flow: FlowDetail | null
  flowText: FlowText
  name: FlowName
  /** The status of nodes in a test run. */
  views?: GraphViews | null
  taken?: PathTaken['ways']
  pins?: ReadonlySet<string>
}

/** The editor of a flow: its kinds, the canvas or its outline, the text, the settings of what is chosen, and what is wrong. */
export default function FlowEditor(props: Props) {
  return (
    <CanvasRoom>
      <Editor {...props} />
    </CanvasRoom>
  )
}

function Editor({ flow, flowText, name, views, taken, pins }: Props) {
  const [shown, setShown] = useShownView()
  const test = useTestHere()
  const [isOutline, setOutline] = useState(false)
  const [isPanel, setPanel] = useState(() => innerWidth > 960)
  const [asking, ask] = useAsking()
  const state = useCanvasState(flowText)
  const view = useView()
  const openPanel = useCallback(() => setPanel(true), [])
  const [chosen] = nodesOf(state)
  useShownField(flowText, name.problem, openPanel)
  const isSingle = nodesOf(state).length === 1
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves a field of the panel for the canvas
    <div
      className="flex min-h-0 flex-1 flex-col"
      onKeyDown={(event) => leaveField(event, () => chosen !== undefined && view.focus(chosen))}
    >
      <Toolbar
        flowText={flowText}
        view={shown}
        onView={setShown}
        isOutline={isOutline}
        onOutline={() => setOutline((was) => !was)}
        isPanel={isPanel}
        onPanel={() => setPanel((was) => !was)}
        onTidy={() => tidy(state)}
        onFind={() => ask({ what: 'find' })}
        actions={drawingActions(state, view)}
      />
      <PanelPlace>
        <div className="flex min-h-0 flex-1">
          {shown !== 'code' && <Rail onAdd={(what) => addFromRail(state, view, what)} />}
          {shown !== 'code' && (
            <FlowStage
              state={state}
              view={view}
              asking={asking}
              ask={ask}
              isOutline={isOutline}
              onOutline={() => setOutline((was) => !was)}
              openPanel={openPanel}
              views={views}
              taken={taken}
              pins={pins}
            />
          )}
          {shown !== 'canvas' && (
            <Suspense fallback={<CodeEditorPlace />}>
              <div className="flex min-h-0 min-w-0 flex-1 flex-col border-l border-rule">
                <CodeView flow={flow} flowText={flowText} />
              </div>
            </Suspense>
          )}
        </div>
        {isPanel && (
          <SidePanel onClose={() => setPanel(false)}>
            {chosen !== undefined && isSingle ? (
              <NodePanel
                key={chosen}
                flow={flow}
                flowText={flowText}
                chosen={chosen}
                {...(test && test.node === chosen && { actions: nodeActions(test) })}
              />
            ) : (
              <FlowPanel flow={flow} flowText={flowText}>
                <NameField {...name} isNew={flow === null} />
              </FlowPanel>
            )}
          </SidePanel>
        )}
      </PanelPlace>
      <BottomBar flow={flow} flowText={flowText} onCode={() => shown === 'canvas' && setShown('code')} />
    </div>
  )
}

function NameField({ value, problem, form, onChange, isNew }: FlowName & { isNew: boolean }) {
  // A new flow is saved only when it is asked for: then the missing name is typed next.
  const isMissing = isNew && problem !== undefined
  useEffect(() => {
    if (isMissing || (isNew && document.activeElement === document.body)) form.current?.querySelector('input')?.focus()
  }, [isMissing, isNew, form])
  return (
    <form ref={form} onSubmit={(event) => event.preventDefault()} className="mb-4">
      <Field label={words.name} error={problem}>
        <TextInput placeholder={words.nameHint} maxLength={120} value={value} onChange={onChange} />
      </Field>
    </form>
  )
}

/** The panel opens for a field that is asked for, and for the name where that is missing. */
function useShownField({ select }: FlowText, nameProblem: string | undefined, openPanel: () => void): void {
  const asked = useFieldFocus((state) => state.asked)
  useEffect(() => {
    if (asked) openPanel()
  }, [asked, openPanel])
  useEffect(() => {
    if (nameProblem === undefined) return
    select([])
    openPanel()
  }, [nameProblem, select, openPanel])
}

/** The view is in the address, so that it can be sent and survives a reload. */
function useShownView(): [EditorView, (view: EditorView) => void] {
  const [params, setParams] = useSearchParams()
  const asked = params.get('view')
  const [view, setView] = useState<EditorView>(asked === 'code' || asked === 'both' ? asked : 'canvas')
  useEffect(() => {
    if ((asked ?? 'canvas') === view) return
    const set = (after: URLSearchParams): URLSearchParams => {
      if (view === 'canvas') after.delete('view')
      else after.set('view', view)
      return after
    }
    setParams(() => set(new URLSearchParams(location.search)), { replace: true, state: history.state })
  }, [asked, view, setParams])
  return [view, setView]
}

/** Out of a field of the panel, back to where the keys of the canvas work. */
function leaveField(event: KeyboardEvent, goBack: () => void): void {
  const { key, target, defaultPrevented } = event
  if (key !== 'Escape' || defaultPrevented || !(target instanceof HTMLElement) || !target.closest('[data-panel]')) return
  if (!target.isContentEditable && !/^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return
  event.preventDefault()
  target.blur()
  goBack()
}

function addFromRail(state: CanvasState, view: View, what: string): void {
  const last = nodesOf(state).at(-1)
  const onWay = state.chosenWay === null ? null : placeOnWay(state, state.chosenWay)
  const [added] = addTo(state, what, onWay ?? (last === undefined ? { inside: [] } : placeAfter(state, last)), view.corner())
  if (added !== undefined) view.focus(added)
}

const drawingActions = (state: CanvasState, view: View): Action[] => [
  { name: words.selectAll, icon: ListChecks, key: 'allNodes', act: () => chooseAll(state) },
  { name: words.fit, icon: Maximize, key: 'fitAll', act: () => view.fit() },
  {
    name: words.fitSelection,
    icon: Expand,
    key: 'fitSelection',
    refusal: state.chosen.length === 0 ? words.nothingChosen : undefined,
    act: () => view.fit(state.chosen),
  },
  ...pictureActions((as) => void copyPicture(state, view, as)),
]
