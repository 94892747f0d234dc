import { expect, it } from 'vitest'
import { closeReadErrors, saidOnce, toastError, toastManager } from './toasts.tsx'

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

it('an error says once what could not be done, and as exactly as it is known', () => {
  const failed = 'Could not run "a: b"'
  expect(saidOnce(failed, 'Could not start "a: b": "region" is required.')).toEqual({
    title: 'Could not start "a: b"',
    description: '"region" is required.',
  })
  expect(saidOnce(failed, 'Could not save "a": its schedule "x" would start no run: no region')).toEqual({
    title: 'Could not save "a"',
    description: 'Its schedule "x" would start no run: no region',
  })
  expect(saidOnce(failed, 'Could not run "a: b".')).toEqual({ title: failed, description: '' })
  expect(saidOnce(failed, 'The queue is paused: ask later.')).toEqual({
    title: failed,
    description: 'The queue is paused: ask later.',
  })
  const refused = '2 runs were refused'
  expect(saidOnce(refused, 'Could not retry run 2: it runs.')).toEqual({
    title: refused,
    description: 'Could not retry run 2: it runs.',
  })
})
