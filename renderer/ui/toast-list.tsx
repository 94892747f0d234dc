import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { Button, IconButton } from './button.tsx'
import { useKeys } from './keys.ts'
import { closeReadErrors, type ToastData, toastManager } from './toasts.tsx'
import { words } from './words.ts'

/** The newest messages; older ones come back as these go. */
const mostShown = 3

function useLeftPage(): void {
  const [page] = useLocation()
  const before = useRef(page)
  useEffect(() => {
    if (before.current === page) return
    before.current = page
    closeReadErrors(Date.now())
  }, [page])
}

/** At the bottom right: forms and lists have their controls above and to the left. F6 moves the focus here. */
export function Toasts() {
  useLeftPage()
  return (
    <Toast.Provider toastManager={toastManager} limit={mostShown}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-14 z-50 flex w-[380px] max-w-[92vw] flex-col gap-2 outline-none">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

type Entry = { id: string; data?: ToastData | undefined }

const ActionButton = ({ entry: { id, data }, close }: { entry: Entry; close(id: string): void }) =>
  data?.action && (
    <Button
      small
      onClick={() => {
        data.action?.act()
        close(id)
        keepFocus()
      }}
    >
      {data.action.label}
    </Button>
  )

/** The button goes with its message: the focus goes on in the list of the page, or on the page. */
function keepFocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    const row = document.querySelector<HTMLElement>('main [role=row][tabindex="0"]')
    ;(row ?? document.querySelector<HTMLElement>('main'))?.focus({ preventScroll: true })
  })
}

function List() {
  const { toasts, close } = Toast.useToastManager<ToastData>()
  const hidden = toasts.length - mostShown
  // Newest first. Without one, and within a drawing that has an undo of its own, the key is that of the page.
  const undoable = toasts.find(({ data }) => data?.action?.label === words.undo)
  const undo = () => {
    undoable?.data?.action?.act()
    if (undoable) close(undoable.id)
  }
  useKeys({ undo }, () => undoable !== undefined && !document.activeElement?.closest('[data-undoes]'))
  return (
    <>
      {toasts.map((entry) => (
        <Toast.Root
          key={entry.id}
          toast={entry}
          className="flex items-start gap-2 rounded-lg border border-rule bg-surface py-2 pr-2 pl-3 shadow-float data-limited:hidden data-[type=error]:border-bad"
        >
          <div className="min-w-0 flex-1 py-1">
            <Toast.Title className="font-medium break-words" />
            <Toast.Description className="line-clamp-3 text-sm break-words text-ink-2" />
          </div>
          <ActionButton entry={entry} close={close} />
          <Toast.Close render={<IconButton label={words.dismiss} />}>
            <X aria-hidden="true" className="size-3.5" />
          </Toast.Close>
        </Toast.Root>
      ))}
      {hidden > 0 && (
        <p className="self-end rounded-md border border-rule bg-surface px-2 py-0.5 text-sm text-ink-2 shadow-float">
          {words.andMore(hidden)}
        </p>
      )}
    </>
  )
}
