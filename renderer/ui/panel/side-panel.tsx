import { X } from 'lucide-react'
import { createContext, type KeyboardEvent, type ReactNode, useContext, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { panelWidth } from '../../../shared/panel-width.ts'
import { IconButton } from '../button.tsx'
import { useKeys } from '../keys.ts'
import { ResizeEdge } from '../resize-edge.tsx'
import { usePanelPlace } from './place.tsx'
import { useFocusReturn } from './use-focus-return.ts'
import { usePanelWidth } from './width.ts'
import { words } from './words.ts'

type Props = {
  onClose(): void
  /** Where the focus goes afterwards, if not to where it came from. */
  returnFocusTo?: () => HTMLElement | null | undefined
  /** A `PanelContent`. */
  children: ReactNode
}

const Panel = createContext<{ titleId: string; close(): void }>({ titleId: '', close: () => {} })

/** Closes the panel around it. */
export const usePanelClose = (): (() => void) => useContext(Panel).close

/** Details of what is selected, at the right of the page; in a narrow window they lie over it. */
export function SidePanel(props: Props) {
  const place = usePanelPlace()
  return place && createPortal(<Opened {...props} />, place)
}

/** What scrolls the panel or belongs to its buttons. */
const ownKeys = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'Enter', ' '])

function Opened({ onClose, returnFocusTo, children }: Props) {
  const titleId = useId()
  const element = useRef<HTMLElement>(null)
  const { width, remember } = usePanelWidth()
  const [resizing, setResizing] = useState<number | null>(null)
  const focus = useFocusReturn(element, returnFocusTo)
  useKeys({ closePanel: onClose, switchToPanel: focus.toggle })
  const onKeyDown = (event: KeyboardEvent) => {
    // Otherwise the list would also handle them.
    if (ownKeys.has(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation()
  }
  return (
    <aside
      ref={element}
      data-panel
      aria-labelledby={titleId}
      tabIndex={-1}
      onFocus={focus.onFocus}
      onKeyDown={onKeyDown}
      style={{ width: resizing ?? width }}
      className="relative flex max-w-[60%] shrink-0 flex-col border-l border-rule bg-surface outline-offset-[-2px] max-[960px]:absolute max-[960px]:inset-y-0 max-[960px]:right-0 max-[960px]:z-20 max-[960px]:max-w-full max-[960px]:shadow-float"
    >
      <Panel value={{ titleId, close: onClose }}>{children}</Panel>
      <ResizeEdge
        label={words.width}
        width={resizing ?? width}
        least={panelWidth.least}
        most={panelWidth.most}
        side="left"
        onResizing={setResizing}
        onResize={(next) => {
          setResizing(null)
          remember(Math.round(next ?? panelWidth.usual))
        }}
        className="-left-1.5 after:inset-y-0"
      />
    </aside>
  )
}

type ContentProps = {
  title: ReactNode
  /** Below the title. */
  note?: ReactNode
  /** What can be done with the thing. */
  actions?: ReactNode
  /** Its children scroll by themselves. */
  isFilled?: boolean
  children: ReactNode
}

/** What a panel shows of one thing: its name, what can be done with it, and the rest, which scrolls. */
export function PanelContent({ title, note, actions, isFilled = false, children }: ContentProps) {
  const { titleId, close } = useContext(Panel)
  return (
    <>
      <header className="flex shrink-0 items-start gap-2 border-b border-rule py-2 pr-2 pl-4">
        <div className="min-w-0 flex-1 pt-1">
          <h2 id={titleId} className="flex min-w-0 font-semibold">
            {title}
          </h2>
          {note}
        </div>
        <IconButton label={words.close} onClick={close}>
          <X aria-hidden="true" className="size-4" />
        </IconButton>
      </header>
      {actions}
      {isFilled ? (
        children
      ) : (
        <div
          role="group"
          aria-labelledby={titleId}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
          tabIndex={0}
          className="min-h-0 flex-1 overflow-auto p-4 outline-offset-[-2px]"
        >
          <div className="flex flex-col gap-4">{children}</div>
        </div>
      )}
    </>
  )
}
