import { RenameField } from './rename-field.tsx'
import { Row } from './row.tsx'
import { RowActions } from './row-actions.tsx'
import { atPointer } from './row-menu.tsx'
import type { TableProps } from './table-props.ts'
import { headerHeight } from './use-rows.ts'
import type { TableState } from './use-table.ts'

/** The rows in view. */
export function TableRows<T>({ props, table }: { props: TableProps<T>; table: TableState<T> }) {
  const { rows, view, ordered, order } = table
  return (
    <div role="rowgroup" className="relative" style={{ height: rows.height, minWidth: view.least }}>
      {rows.shown.map(({ index, start, size }) => {
        const [item, key] = [ordered[index], order[index]]
        if (item === undefined || key === undefined) return null
        const place = { ...view.rowStyle, height: size, transform: `translateY(${start - headerHeight}px)` }
        return <TableRow key={key} {...{ props, table, item, index, place }} />
      })}
    </div>
  )
}

type RowProps<T> = {
  props: TableProps<T>
  table: TableState<T>
  item: T
  index: number
  place: Parameters<typeof Row<T>>[0]['style']
}

function TableRow<T>({ props, table, item, index, place }: RowProps<T>) {
  const { nameOf, sentenceOf, actionsOf, bulkOf, noteOf, rename, keyOf } = props
  const { rows, view, cursor, selected, actions, pointer } = table
  const [key, name] = [keyOf(item), nameOf(item)]
  const stopRenaming = () => {
    actions.stopRenaming()
    rows.focus(index)
  }
  return (
    <Row
      item={item}
      columns={view.columns}
      name={name}
      sentence={sentenceOf(item)}
      index={index}
      style={place}
      isCurrent={index === cursor.index}
      isSelected={bulkOf ? selected.keys.has(key) : null}
      note={noteOf?.(item) ?? null}
      noteBelow={props.noteBelow}
      renaming={
        rename &&
        actions.renaming === key && <RenameField name={name} onSave={(next) => rename(item, next)} onDone={stopRenaming} />
      }
      actions={
        actionsOf && (
          <RowActions
            name={name}
            actions={actions.ofRow(index)}
            isNarrow={table.isNarrow}
            isOpen={table.menu?.key === key}
            onMenu={(button) => table.openMenu(index, button)}
          />
        )
      }
      onPoint={(event) => pointer.point(index, event)}
      onSelect={(event) => pointer.select(index, event)}
      onFocus={() => {
        rows.noteFocus(key)
        if (index !== cursor.index) cursor.set(index)
      }}
      onMenu={(event) => {
        if (!actionsOf) return
        event.preventDefault()
        table.openMenu(index, atPointer(event.clientX, event.clientY))
      }}
    />
  )
}
