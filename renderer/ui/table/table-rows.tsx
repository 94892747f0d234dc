import { FolderRow } from './folder-row.tsx'
import type { Folder } from './folders.ts'
import { RenameField } from './rename-field.tsx'
import { Row } from './row.tsx'
import { RowActions } from './row-actions.tsx'
import { atPointer } from './row-menu.tsx'
import type { TableProps } from './table-props.ts'
import { headerHeight } from './use-rows.ts'
import type { TableState } from './use-table.ts'

/** The rows in view. */
export function TableRows<T>({ props, table }: { props: TableProps<T>; table: TableState<T> }) {
  const { rows, view, lines, order } = table
  return (
    <div role="rowgroup" className="relative" style={{ height: rows.height, minWidth: view.least }}>
      {rows.shown.map(({ index, start, size }) => {
        const [item, folder, key] = [lines.items[index], lines.folderAt(index), order[index]]
        if (key === undefined) return null
        const place = { ...view.rowStyle, height: size, transform: `translateY(${start - headerHeight}px)` }
        if (folder) return <TableFolder key={key} {...{ props, table, folder, index, place }} />
        return item !== undefined && <TableRow key={key} {...{ props, table, item, index, place }} />
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
  const { rows, view, cursor, selected, actions, pointer, lines, folders, drag } = table
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
      depth={lines.depthOf(index)}
      drag={
        folders && {
          onDragStart: drag.start({ items: selected.keys.has(key) ? chosenOf(props, table) : [item] }),
          ...drag.into(folders.folderOf(item)),
        }
      }
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

const chosenOf = <T,>({ keyOf }: TableProps<T>, { ordered, selected }: TableState<T>): T[] =>
  ordered.filter((item) => selected.keys.has(keyOf(item)))

type FolderProps<T> = Omit<RowProps<T>, 'item'> & { folder: Folder<T> }

function TableFolder<T>({ props, table, folder, index, place }: FolderProps<T>) {
  const { nouns, bulkOf, keyOf } = props
  const { rows, view, cursor, selected, actions, folders, drag, order } = table
  const { path } = folder
  const key = order[index] ?? ''
  const count = folder.items.filter((item) => selected.keys.has(keyOf(item))).length
  const stopRenaming = () => {
    actions.stopRenaming()
    rows.focus(index)
  }
  const main = view.columns.findIndex(({ isMain }) => isMain)
  return (
    <FolderRow
      folder={folder}
      nouns={nouns}
      index={index}
      style={place}
      start={main + (bulkOf ? 2 : 1)}
      isCurrent={index === cursor.index}
      checked={bulkOf ? (count === 0 ? false : count === folder.items.length ? true : 'mixed') : null}
      renaming={
        folders && actions.renaming === key ? (
          <RenameField name={folder.name} onSave={(next) => folders.rename(path, next)} onDone={stopRenaming} />
        ) : null
      }
      isMenuOpen={table.menu?.key === key}
      isDropTarget={drag.over === path}
      drag={{ onDragStart: drag.start({ folder: path }), ...drag.into(path) }}
      onToggle={() => folders?.setOpen(path, !folder.isOpen)}
      onSelect={() => table.folding.toggleRow(index)}
      onFocus={() => {
        rows.noteFocus(key)
        if (index !== cursor.index) cursor.set(index)
      }}
      onMenu={(at) => table.openMenu(index, at instanceof Element ? at : atPointer(at.clientX, at.clientY))}
    />
  )
}
