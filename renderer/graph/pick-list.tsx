import type { LucideIcon } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { cx } from '../ui/class-names.ts'
import type { Point } from './shape.ts'
import { words } from './words.ts'

export type Pick = { id: string; name: string; hint?: string; icon?: LucideIcon; refusal?: string | undefined }

type Props = {
  title: string
  picks: readonly Pick[]
  /** In the window; without it, in the middle. */
  at: Point | null
  /** The one that is active first. */
  first?: string | undefined
  /** Between the title and the field. */
  head?: ReactNode
  onActive?(id: string | null): void
  onPick(id: string): void
  onClose(): void
}

const [width, height] = [300, 360]

/** A list that is searched by typing, where the pointer is or in the middle of the window. */
export function PickList({ title, picks, at, first, head, onActive, onPick, onClose }: Props) {
  const id = useId()
  const [text, type] = useState('')
  const found = foundIn(picks, text)
  const [active, setActive] = useState(first ?? null)
  const current = found.find((pick) => pick.id === active) ?? found.find(({ refusal }) => refusal === undefined) ?? null
  const box = useRef<HTMLDivElement>(null)
  useFocusBack()
  useOutside(box, onClose)
  const currentId = current?.id ?? null
  const told = useRef(onActive)
  told.current = onActive
  useEffect(() => {
    told.current?.(currentId)
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [currentId])
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0)
      setActive(found[(found.findIndex((pick) => pick.id === currentId) + step + found.length) % found.length]?.id ?? null)
    else if (event.key === 'Enter' && current && current.refusal === undefined) onPick(current.id)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={title}
      data-modal
      onKeyDown={onKeyDown}
      style={placeOf(at)}
      className="fixed z-50 flex max-h-[360px] flex-col rounded-lg border border-rule bg-surface p-2 shadow-float"
    >
      <p className="mb-1 shrink-0 truncate px-1 text-sm font-medium">{title}</p>
      {head}
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={current ? `${id}-${picks.indexOf(current)}` : undefined}
        aria-label={title}
        // biome-ignore lint/a11y/noAutofocus: a person asked for the list, to type in it
        autoFocus
        spellCheck={false}
        value={text}
        onChange={(event) => type(event.target.value)}
        className="mb-1 h-7 shrink-0 rounded-md border border-rule-2 bg-bg px-2 text-sm focus-visible:outline-offset-0"
      />
      <div id={id} role="listbox" aria-label={title} tabIndex={-1} className="min-h-0 flex-1 overflow-auto">
        {found.map((pick) => (
          <Row
            key={pick.id}
            id={`${id}-${picks.indexOf(pick)}`}
            pick={pick}
            isActive={pick === current}
            onHover={() => setActive(pick.id)}
            onPick={() => pick.refusal === undefined && onPick(pick.id)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="px-2 py-1 text-sm text-ink-3">{words.nothingFound}</p>}
    </div>
  )
}

type RowProps = { id: string; pick: Pick; isActive: boolean; onHover(): void; onPick(): void }

const Row = ({ id, pick: { name, hint, icon: Icon, refusal }, isActive, onHover, onPick }: RowProps) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
  <div
    id={id}
    role="option"
    tabIndex={-1}
    aria-selected={isActive}
    aria-disabled={refusal !== undefined}
    title={refusal ?? name}
    onPointerMove={onHover}
    onClick={onPick}
    className={cx(
      'flex min-h-7 items-center gap-2 rounded-md px-2 text-sm',
      isActive && 'bg-hover forced-colors:outline-2',
      refusal !== undefined && 'text-ink-3',
    )}
  >
    {Icon && <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />}
    <span className="max-w-[60%] shrink-0 truncate">{name}</span>
    <span className="min-w-0 truncate text-xs text-ink-3">{refusal ?? hint}</span>
  </div>
)

/** What starts with the text comes first. */
function foundIn(picks: readonly Pick[], text: string): Pick[] {
  const wanted = text.trim().toLowerCase()
  const has = picks.filter(({ name, hint = '' }) => `${name} ${hint}`.toLowerCase().includes(wanted))
  const starts = (pick: Pick) => (pick.name.toLowerCase().startsWith(wanted) ? 0 : 1)
  return wanted === '' ? has : has.toSorted((a, b) => starts(a) - starts(b))
}

function placeOf(at: Point | null) {
  const left = at ? Math.min(at.x, innerWidth - width - 8) : (innerWidth - width) / 2
  const top = at ? Math.min(at.y, innerHeight - height - 8) : innerHeight * 0.18
  return { width, left: Math.max(8, left), top: Math.max(8, top) }
}

/** The focus goes back to where it came from, unless something else has taken it. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useLayoutEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    },
    [before],
  )
}

function useOutside(box: { current: HTMLElement | null }, onClose: () => void): void {
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      if (!event.composedPath().includes(box.current ?? window)) close.current()
    }
    addEventListener('pointerdown', onDown, { capture: true })
    return () => removeEventListener('pointerdown', onDown, { capture: true })
  }, [box])
}
