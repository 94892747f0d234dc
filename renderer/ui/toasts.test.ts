import { expect, it } from 'vitest'
import { closeReadErrors, reasonOf, toastError, toastManager } from './toasts.tsx'

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

it('an error says once what could not be done', () => {
  const title = 'Could not run "a: b"'
  expect(reasonOf(title, 'Could not start "a: b": "region" is required.')).toBe('"region" is required.')
  expect(reasonOf(title, 'Could not save "a": its schedule "x" would start no run: no region')).toBe(
    'Its schedule "x" would start no run: no region',
  )
  expect(reasonOf(title, 'Could not run "a: b".')).toBe('')
  expect(reasonOf(title, 'The queue is paused: ask later.')).toBe('The queue is paused: ask later.')
  expect(reasonOf('2 runs were refused', 'Could not retry run 2: it runs.')).toBe('Could not retry run 2: it runs.')
})
