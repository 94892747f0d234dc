import { expect, it } from 'vitest'
import { keyPlaceOf } from './key-place.ts'

it('each page names the place whose keys work on it', () => {
  const paths = ['/', '/calendar', '/jobs', '/files', '/jobs/new', '/runs/12', '/settings', '/flows/x', '/metrics']
  expect(paths.map(keyPlaceOf)).toEqual(['home', 'calendar', 'list', 'list', 'job', 'run', 'anywhere', 'canvas', 'anywhere'])
})
