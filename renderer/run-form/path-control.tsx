import { Autocomplete } from '@base-ui/react/autocomplete'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { File, Folder } from 'lucide-react'
import { useState } from 'react'
import type { FoundPaths } from '../../shared/contract/system.ts'
import { canChoose, choosePath } from '../api/choose-path.ts'
import { api, messageOf } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { inputClass, useFieldInput } from '../ui/field.tsx'
import { listClass, optionClass } from '../ui/option-list.ts'
import { useDebounced } from '../ui/use-debounced.ts'
import { words } from './words.ts'

type Props = {
  only: 'file' | 'folder'
  value: string
  autoFocus?: boolean
  required?: boolean | undefined
  placeholder?: string
  /** Offered while no full path is typed. */
  suggestions?: readonly string[]
  onChange(path: string): void
  onBlur?(): void
}

type Found = FoundPaths['items'][number] & { /** No path. */ isName?: boolean }

const suggested = (name: string): Found => ({ name, path: name, isFolder: false, isName: true })

/** Full paths are completed on the machine that runs the job. */
const isFull = (text: string): boolean => /^(?:\/|~|[A-Za-z]:[\\/])/.test(text)

/** A path, completed as it is typed; the desktop also has the dialog of the system. */
export function PathControl(props: Props) {
  const { only, value, autoFocus = false, required, placeholder = words.paths[only], suggestions = [], onChange, onBlur } = props
  const field = useFieldInput()
  const [isOpen, setOpen] = useState(false)
  const path = useDebounced(value)
  const isAsked = isOpen && isFull(path)
  const { data, error } = useQuery({
    ...api.system.paths.queryOptions({ input: { path, only }, placeholderData: keepPreviousData }),
    enabled: isAsked,
    // Another program may have changed the folder since.
    staleTime: 0,
    retry: false,
  })
  const found = isAsked && !error ? (data?.items ?? []) : []
  const items = isFull(path) ? found : suggestions.filter((name) => name.startsWith(value)).map(suggested)
  const problem = error ? messageOf(error) : data?.problem
  // A folder goes on to what is in it.
  const withSlash = (found: Found): string => (found.isFolder ? `${found.path}/` : found.path)
  return (
    <div className="flex gap-1">
      <Autocomplete.Root
        items={items}
        mode="none"
        open={isOpen && (items.length > 0 || (isAsked && problem != null))}
        onOpenChange={setOpen}
        value={value}
        onValueChange={(text: string, { reason }) => {
          onChange(text)
          if (reason === 'item-press') requestAnimationFrame(() => setOpen(text.endsWith('/')))
        }}
        itemToStringValue={withSlash}
      >
        <Autocomplete.Input
          {...field}
          autoFocus={autoFocus}
          aria-required={required || undefined}
          spellCheck={false}
          placeholder={placeholder}
          onBlur={onBlur}
          className={`${inputClass} font-mono text-sm`}
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner sideOffset={4} className="z-60 outline-none">
            <Autocomplete.Popup className={listClass}>
              <Autocomplete.Status className="px-2 text-sm text-ink-3 not-empty:py-1">
                {problem ?? (data?.more && words.morePaths(items.length))}
              </Autocomplete.Status>
              <Autocomplete.List>
                {(found: Found) => (
                  <Autocomplete.Item key={found.path} value={found} className={optionClass}>
                    {found.isName ? null : found.isFolder ? (
                      <Folder aria-hidden="true" className={iconClass} />
                    ) : (
                      <File aria-hidden="true" className={iconClass} />
                    )}
                    <span className="truncate font-mono">{found.isFolder ? `${found.name}/` : found.name}</span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
      {canChoose() && (
        <Button onClick={() => void choosePath(only).then((chosen) => chosen !== null && onChange(chosen))}>
          {words.browse}
        </Button>
      )}
    </div>
  )
}

const iconClass = 'size-3.5 shrink-0 text-ink-3'
