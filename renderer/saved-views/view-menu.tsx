import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { SavedView } from '../../shared/model/saved-view.ts'
import { client } from '../api/client.ts'
import { toggleFavorite, useFavoriteTest } from '../favorites/favorites.ts'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { Name } from '../ui/name.tsx'
import { changeView, deleteView } from './actions.ts'
import { NewViewDialog } from './new-view-dialog.tsx'
import type { PageView } from './use-page-view.ts'
import { ViewDialog } from './view-dialog.tsx'
import { words } from './words.ts'

/** In front of the filter: which view is shown, all views of the list, and what can be done with the shown one. */
export function ViewMenu({ view }: { view: PageView }) {
  const [asked, setAsked] = useState<'name' | 'new name' | null>(null)
  const { views, current, isChanged, isNew, isValid } = view
  const isFavorite = useFavoriteTest()
  const close = () => setAsked(null)
  if (views.length === 0) return null
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            data-view-menu
            title={words.view(current?.name ?? words.all)}
            className="-ml-1.5 flex h-7 max-w-56 shrink-0 items-center gap-1 rounded-md px-1.5 text-ink-2 hover:bg-hover hover:text-ink max-[960px]:max-w-36"
          >
            <Name>{words.view(current?.name ?? words.all)}</Name>
            {isChanged && <span className="text-sm text-ink-3">{words.changed}</span>}
            <ChevronDown aria-hidden="true" className="size-3.5 shrink-0" />
          </button>
        }
      >
        <div className="max-h-[40vh] max-w-80 overflow-y-auto">
          <MenuItem checked={current === null} onSelect={() => view.open(null)}>
            {words.all}
          </MenuItem>
          {views.map((each) => (
            <MenuItem key={each.id} checked={each.id === current?.id} onSelect={() => view.open(each)}>
              <Name>{each.name}</Name>
              {each.shared && <span className="pl-2 text-sm text-ink-3">{words.shared}</span>}
            </MenuItem>
          ))}
        </div>
        {(current !== null || (isNew && isValid)) && <MenuSeparator />}
        {isNew && isValid && <MenuItem onSelect={() => setAsked('new name')}>{words.saveNew}</MenuItem>}
        {current !== null && (
          <>
            <MenuItem onSelect={() => void toggleFavorite({ kind: 'view', ...current })}>
              {isFavorite({ kind: 'view', id: current.id }) ? words.noFavorite : words.favorite}
            </MenuItem>
            {current.isMine && <OwnItems view={current} rename={() => setAsked('name')} />}
          </>
        )}
      </Menu>
      {asked === 'new name' && <NewViewDialog view={view} onClose={close} />}
      {asked === 'name' && current !== null && (
        <ViewDialog
          title={words.renameView}
          submit={words.renameNow}
          name={current.name}
          save={(name) => client.views.update({ id: current.id, name })}
          onSaved={close}
          onClose={close}
        />
      )}
    </>
  )
}

const OwnItems = ({ view, rename }: { view: SavedView; rename(): void }) => (
  <>
    <MenuItem onSelect={() => void changeView(view, { shared: !view.shared })}>
      {view.shared ? words.unshare : words.share}
    </MenuItem>
    <MenuItem onSelect={rename}>{words.rename}</MenuItem>
    <MenuItem danger onSelect={() => void deleteView(view)}>
      {words.delete}
    </MenuItem>
  </>
)
