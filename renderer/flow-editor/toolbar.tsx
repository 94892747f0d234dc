import { Ellipsis, ListTree, PanelRight, Redo2, Search, Undo2, Wand } from 'lucide-react'
import { ActionItems } from '../ui/action-items.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { useKeyTitle } from '../ui/key-hint.tsx'
import { Menu } from '../ui/menu.tsx'
import { Segments } from '../ui/segments.tsx'
import type { Action } from '../ui/table/action.ts'
import type { FlowText } from './flow-text.ts'
import { words } from './words.ts'

export type EditorView = keyof typeof words.views

type Props = {
  flowText: FlowText
  view: EditorView
  onView(view: EditorView): void
  isOutline: boolean
  onOutline(): void
  isPanel: boolean
  onPanel(): void
  onTidy(): void
  onFind(): void
  actions: Action[]
}

export function Toolbar({ flowText, view, onView, isOutline, onOutline, isPanel, onPanel, onTidy, onFind, actions }: Props) {
  const { canUndo, canRedo, undoLabel } = flowText
  const titles = {
    undo: useKeyTitle(undoLabel ? `${words.undo}: ${undoLabel}` : words.undo, 'undo'),
    redo: useKeyTitle(words.redo, 'redo'),
    outline: useKeyTitle(words.outline, 'openOutline'),
    find: useKeyTitle(words.find, 'findNode'),
  }
  return (
    <div className="flex h-9 shrink-0 items-center gap-2 border-b border-rule px-4 max-[640px]:h-auto max-[640px]:flex-wrap max-[640px]:py-1">
      <Segments label={words.view} options={words.views} value={view} onChange={onView} />
      <IconButton
        label={words.undo}
        title={titles.undo}
        disabled={!canUndo}
        onClick={() => flowText.undo()}
        className="disabled:opacity-50"
      >
        <Undo2 aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton
        label={words.redo}
        title={titles.redo}
        disabled={!canRedo}
        onClick={() => flowText.redo()}
        className="disabled:opacity-50"
      >
        <Redo2 aria-hidden="true" className="size-4" />
      </IconButton>
      {view !== 'code' && (
        <>
          <Button small look="quiet" onClick={onTidy}>
            <Wand aria-hidden="true" className="size-3.5" />
            {words.tidy}
          </Button>
          <Button small look="quiet" title={titles.find} onClick={onFind}>
            <Search aria-hidden="true" className="size-3.5" />
            {words.find}
          </Button>
          <Button
            small
            look="quiet"
            aria-pressed={isOutline}
            title={titles.outline}
            onClick={onOutline}
            className="aria-pressed:bg-selected aria-pressed:text-ink"
          >
            <ListTree aria-hidden="true" className="size-3.5" />
            {words.outline}
          </Button>
          <Menu
            trigger={
              <IconButton label={words.more}>
                <Ellipsis aria-hidden="true" className="size-4" />
              </IconButton>
            }
          >
            <ActionItems actions={actions} />
          </Menu>
        </>
      )}
      <span className="ml-auto flex items-center gap-2">
        <IconButton
          label={isPanel ? words.hidePanel : words.panel}
          aria-pressed={isPanel}
          onClick={onPanel}
          className="aria-pressed:bg-selected aria-pressed:text-ink"
        >
          <PanelRight aria-hidden="true" className="size-4" />
        </IconButton>
      </span>
    </div>
  )
}
