import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Header } from '../../shared/params/header.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { Button } from '../ui/button.tsx'
import type { Problems } from '../ui/problems.ts'
import type { Listed } from './document.ts'
import { ParamEditor } from './param-editor.tsx'
import { ParamRow, type RowActions } from './param-row.tsx'
import type { Builder } from './use-builder.ts'
import { words } from './words.ts'

type Props = {
  params: Listed[]
  problems: Record<string, Problems>
  /** What it says without any. */
  empty: string
  /** Saving was refused. */
  isRefused: boolean
  header: Header
  builder: Builder
}

/** The list of the parameters, each of which opens its fields. */
export function ParamList({ params, problems, empty, isRefused, header, builder }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState<{ from: number; to: number } | null>(null)
  const focusRow = useFocusedRow(root)
  const names = params.map(({ name }) => name)
  const move = (from: number, to: number) => {
    if (builder.move(from, to)) focusRow(to)
  }
  const actionsOf = (at: number): RowActions => ({
    toggle: () => builder.setOpen(builder.open === at ? null : at),
    moveUp: () => move(at, at - 1),
    moveDown: () => move(at, at + 1),
    duplicate: () => builder.duplicate(at),
    remove() {
      builder.remove(at)
      focusRow(Math.min(at, params.length - 2))
    },
  })
  const drop = () => {
    if (dragged) builder.move(dragged.from, dragged.to)
    setDragged(null)
  }
  return (
    <div ref={root} className="flex flex-col gap-2">
      {params.length === 0 && <p className="text-sm text-ink-3">{empty}</p>}
      <ul aria-label={words.list} className="flex flex-col gap-1">
        {params.map((param, at) => (
          <ParamRow
            key={at}
            param={param}
            isOpen={builder.open === at}
            hasProblem={problems[param.name] !== undefined}
            isTarget={dragged !== null && dragged.to === at && dragged.from !== at}
            actions={actionsOf(at)}
            drag={{
              onDragStart: () => setDragged({ from: at, to: at }),
              onDragOver: () => dragged && dragged.to !== at && setDragged({ ...dragged, to: at }),
              onDrop: drop,
              onDragEnd: () => setDragged(null),
            }}
          >
            <ParamEditor
              param={param}
              problems={problems[param.name] ?? {}}
              isRefused={isRefused}
              taken={names.toSpliced(at, 1)}
              others={dependable({ ...header.params, ...schemaOf(params) }, param.name)}
              onChange={(change) => builder.change(at, change)}
              onRename={(name) => builder.rename(at, name)}
            />
          </ParamRow>
        ))}
      </ul>
      <div>
        <Button
          small
          onClick={() => {
            builder.add([...names, ...Object.keys(header.params)])
            focusRow(params.length, '[data-param-name]')
          }}
        >
          <Plus aria-hidden="true" className="size-3.5" />
          {words.add}
        </Button>
      </div>
    </div>
  )
}

/** Moves the keyboard to a row once it is drawn, or to a field of it; to the last button where there is no row. */
function useFocusedRow(root: { current: HTMLElement | null }) {
  const [wanted, setWanted] = useState<{ at: number; field: string } | null>(null)
  useEffect(() => {
    if (wanted === null) return
    const row = root.current?.querySelectorAll('li')[wanted.at]
    const target =
      row?.querySelector<HTMLElement>(wanted.field) ?? root.current?.querySelector<HTMLElement>(':scope > div button')
    target?.focus()
    setWanted(null)
  }, [wanted, root])
  return (at: number, field = '[data-param-row]') => setWanted({ at, field })
}

/** Nothing may depend on a secret, or on itself. */
const dependable = (schema: ParamSchema, name: string): ParamSchema =>
  Object.fromEntries(Object.entries(schema).filter(([other, { type }]) => other !== name && type !== 'secret'))

/** The rules of a parameter that is still being written may be wrong; what is read of them here is checked. */
const schemaOf = (params: Listed[]): ParamSchema =>
  Object.fromEntries(params.map(({ name, facts }) => [name, facts])) as ParamSchema
