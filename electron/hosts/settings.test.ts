import { availableParallelism, homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

describe('the settings', () => {
  it('have a default each', () => {
    expect(readSettings({}, {})).toEqual({
      port: 8080,
      dataFolder: expect.stringMatching(/localflow$/i),
      dbPath: null,
      logLevel: 'info',
      retentionDays: 30,
      allowedOrigins: [],
      basePath: '/api',
      parallel: Math.max(2, availableParallelism()),
      fixedParallel: null,
    })
  })

  it('take the number of workers from the command line before the environment and the settings page', () => {
    expect(readSettings({ LOCALFLOW_WORKERS: '3' }, { workers: 8 })).toMatchObject({ parallel: 3, fixedParallel: 8 })
  })

  it('come from the environment', () => {
    const env = {
      PORT: '9000',
      DB_PATH: '/db/my.db',
      LOCALFLOW_DATA: '/data',
      LOG_LEVEL: 'debug',
      LOG_RETENTION_DAYS: '7',
      ALLOWED_ORIGINS: ' http://localhost:3000 , https://mine.test,, ',
      API_BASE_PATH: '/flow/api-v1',
      LOCALFLOW_WORKERS: '3',
    }
    expect(readSettings(env, {})).toEqual({
      port: 9000,
      dataFolder: '/data',
      dbPath: '/db/my.db',
      logLevel: 'debug',
      retentionDays: 7,
      allowedOrigins: ['http://localhost:3000', 'https://mine.test'],
      basePath: '/flow/api-v1',
      parallel: 3,
      fixedParallel: null,
    })
  })

  it('take an empty variable for one that is not set', () => {
    expect(readSettings({ PORT: '', LOG_LEVEL: '', LOCALFLOW_DATA: '', ALLOWED_ORIGINS: '' }, {})).toEqual(readSettings({}, {}))
  })

  it('let a flag win over a variable', () => {
    expect(readSettings({ LOCALFLOW_DATA: '/variable' }, { data: '/flag' }).dataFolder).toBe('/flag')
  })

  it('put the data in a hidden folder next to a named database, unless a folder is named, too', () => {
    expect(readSettings({ DB_PATH: '/db/my.db' }, {})).toMatchObject({ dataFolder: '/db/.localflow-my.db', dbPath: '/db/my.db' })
    const flags = { db: '/db/my.db', data: '/data' }
    expect(readSettings({}, flags)).toMatchObject({ dataFolder: '/data', dbPath: '/db/my.db' })
  })

  it.runIf(process.platform === 'linux')('follow the folders of the desktop', () => {
    expect(readSettings({ XDG_DATA_HOME: '/xdg' }, {}).dataFolder).toBe('/xdg/localflow')
    expect(readSettings({}, {}).dataFolder).toBe(join(homedir(), '.local', 'share', 'localflow'))
  })

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', 'http'],
    ['PORT', '80.5'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_RETENTION_DAYS', '0'],
    ['LOG_RETENTION_DAYS', 'ever'],
    ['ALLOWED_ORIGINS', 'localhost:3000'],
    ['ALLOWED_ORIGINS', 'http://a.test/path'],
    ['ALLOWED_ORIGINS', 'http://a.test/'],
    ['ALLOWED_ORIGINS', 'http://fine.test,file:///'],
    ['API_BASE_PATH', 'api'],
    ['API_BASE_PATH', '/'],
    ['API_BASE_PATH', '/api/'],
    ['API_BASE_PATH', '/../api'],
    ['LOCALFLOW_WORKERS', '0'],
    ['LOCALFLOW_WORKERS', '1001'],
  ])('refuse %s=%s, and name it', (name, value) => {
    expect(() => readSettings({ [name]: value }, {})).toThrow(
      expect.objectContaining({
        code: 'invalid',
        message: expect.stringMatching(new RegExp(`^The environment variable ${name} is not valid: .+`)),
        issues: expect.arrayContaining([expect.objectContaining({ path: name })]),
      }),
    )
  })
})

it.each(['*', 'mine', 'http://'])('ALLOWED_ORIGINS=%s is refused by its name', (value) => {
  expect(() => readSettings({ ALLOWED_ORIGINS: value }, {})).toThrow(
    expect.objectContaining({ code: 'invalid', message: expect.stringContaining('ALLOWED_ORIGINS') }),
  )
})

it.each([
  [
    { ALLOWED_ORIGINS: '*' },
    '"*" would let every page that you open in a browser call LocalFlow. List the origins whose pages may, separated by commas, such as http://localhost:3000.',
  ],
  [
    { ALLOWED_ORIGINS: 'http://a.test, http://b.test/' },
    '"http://b.test/" is not an origin. Write it as http://localhost:3000, without a path or a trailing slash.',
  ],
  [{ PORT: 'http' }, 'must be a port number from 0 to 65,535.'],
  [{ LOG_LEVEL: 'loud' }, 'must be one of debug, info, warn, error.'],
  [{ LOG_RETENTION_DAYS: '1.5' }, 'must be a number of days from 1 to 36,500.'],
  [{ LOCALFLOW_WORKERS: '1000000000' }, 'must be a number from 1 to 1,000.'],
])('an invalid variable is refused with a valid example: %o', (env, reason) => {
  const [name] = Object.keys(env)
  expect(() => readSettings(env, {})).toThrow(`The environment variable ${name} is not valid: ${reason}`)
})
