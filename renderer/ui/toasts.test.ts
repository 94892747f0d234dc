import { expect, it } from 'vitest'
import { closeReadErrors, toastError, toastManager } from './toasts.tsx'

it('errors close when their page is left, except one that just came', () => {
  const shown = new Set<string>()
  const titles = new Map<string, string>()
  toastManager[' subscribe'](({ action, options }) => {
    if (action === 'add') {
      shown.add(options.title)
      titles.set(options.id, options.title)
    }
    if (action === 'close') shown.delete(titles.get(options.id) ?? '')
  })
  toastError('Could not save "Backup"')
  closeReadErrors(Date.now())
  expect([...shown]).toEqual(['Could not save "Backup"'])
  closeReadErrors(Date.now() + 60_000)
  expect([...shown]).toEqual([])
})
