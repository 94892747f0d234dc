import { useRef } from 'react'
import { cx } from '../class-names.ts'
import { countText } from '../count-text.ts'
import { SidePanel } from '../panel/side-panel.tsx'
import { ColumnsMenu } from './columns-menu.tsx'
import { BulkBar, Footer } from './footer.tsx'
import { HeaderCells } from './header.tsx'
import { NewRows } from './new-rows.tsx'
import { RowMenu } from './row-menu.tsx'
import { TableHeader } from './table-header.tsx'
import type { TableProps } from './table-props.ts'
import { TableRows } from './table-rows.tsx'
import { type TableState, useTable } from './use-table.ts'
import { words } from './words.ts'

/**
 * The table of every list. Only the rows in view exist. Arrows, or J and K, move from row to row, and keys act on the current
 * row or on all that are selected; the key table has them.
 */
export function Table<T>(props: TableProps<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const table = useTable(props, scroller)
  const { label, more, empty } = props
  const isEmpty = empty !== undefined && table.order.length === 0
  /** A dialog or a field that the menu opened keeps the focus. */
  const focusAfterMenu = () =>
    document.querySelector('[data-modal]')
      ? false
      : (scroller.current?.querySelector<HTMLElement>('[data-rename]') ?? table.rows.rowAt(table.cursor.index) ?? null)
  return (
    <>
      <NewRows nouns={props.nouns} fresh={table.fresh} scroller={scroller} />
      <div
        ref={scroller}
        role="table"
        aria-label={label}
        aria-rowcount={more ? -1 : table.order.length + 1}
        className={cx('min-h-0 overflow-auto tabular-nums', isEmpty ? 'shrink-0' : 'flex-1')}
      >
        <Head props={props} table={table} />
        {!isEmpty && <TableRows props={props} table={table} />}
      </div>
      {isEmpty && empty}
      <Foot props={props} table={table} />
      {table.peeked.content !== null && (
        <SidePanel onClose={table.peeked.close} returnFocusTo={() => table.rows.rowAt(table.cursor.index)}>
          {table.peeked.content}
        </SidePanel>
      )}
      <RowMenu
        label={words.actions}
        actions={table.menu ? table.actions.ofMenu(table.menu.key) : []}
        place={table.menu?.place ?? null}
        onClose={table.closeMenu}
        focusAfter={focusAfterMenu}
      />
    </>
  )
}

type Parts<T> = { props: TableProps<T>; table: TableState<T> }

function Head<T>({ props: { columns, items, nouns, layout, actionsOf, bulkOf, folders }, table }: Parts<T>) {
  const { view, selected, lines } = table
  const isAll = lines.keys.length > 0 && selected.keys.size === lines.keys.length
  const menu = layout && (
    <ColumnsMenu
      columns={columns}
      layout={view.layout}
      items={items}
      hasFolders={folders !== undefined}
      onChange={layout.change}
    />
  )
  return (
    <TableHeader
      several={nouns[1]}
      style={{ ...view.rowStyle, minWidth: view.least }}
      selection={
        bulkOf && {
          checked: isAll || (selected.keys.size > 0 && 'mixed'),
          selectAll: selected.selectAll,
          clear: selected.clear,
        }
      }
      end={menu ?? (actionsOf ? <span /> : null)}
    >
      <HeaderCells
        columns={view.columns}
        sort={table.sort}
        sortBy={table.sortBy}
        widthOf={view.widthOf}
        resizing={view.resizing}
      />
    </TableHeader>
  )
}

function Foot<T>({ props: { nouns, more, footer, canSelectMatching, matching }, table }: Parts<T>) {
  const { selected, lines, actions, rows, cursor } = table
  if (actions.bulk.length === 0) return footer && <Footer>{footer}</Footer>
  const several = nouns[1]
  const those = matching ? countText(matching.count, nouns, matching) : several
  const hasMore = more !== null && canSelectMatching === true
  const hasAll = hasMore ? selected.isAll : selected.keys.size === lines.keys.length
  return (
    <BulkBar
      text={selected.isAll ? words.allSelected(those) : words.selected(selected.keys.size, selected.missing)}
      actions={actions.bulk}
      selectAll={
        hasAll
          ? undefined
          : {
              name: hasMore ? words.selectAllThatMatch(those) : words.selectAllOf(lines.keys.length, several),
              act: selected.selectMatching,
            }
      }
      clear={() => {
        // The button goes with the selection.
        rows.focus(Math.max(0, cursor.index))
        selected.clear()
      }}
    />
  )
}
