import { afterEach, beforeEach, expect, it, vi } from 'vitest'

/** A socket whose server the test plays. */
class Socket extends EventTarget {
  static all: Socket[] = []
  static get last(): Socket {
    return Socket.all.at(-1) as Socket
  }
  readyState = 0
  readonly url: string
  readonly protocols: string[]
  constructor(url: string, protocols: string[]) {
    super()
    this.url = url
    this.protocols = protocols
    Socket.all.push(this)
  }
  send(): void {}
  open(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
  close(): void {
    this.readyState = 3
    this.dispatchEvent(new Event('close'))
  }
}

const stored = new Map<string, string>()
let address = { protocol: 'http:', host: 'localhost:8080', pathname: '/jobs', search: '?q=a', hash: '' }
let status = 200

/** The module keeps its state for as long as the page is there: each test has a page of its own. */
async function loadPage(hash = '') {
  address = { ...address, hash }
  vi.resetModules()
  const connection = await import('./connection.ts')
  connection.connect()
  return { ...connection, state: () => connection.useConnection.getState() }
}

beforeEach(() => {
  vi.useFakeTimers()
  Socket.all = []
  stored.clear()
  status = 200
  vi.stubGlobal('window', {})
  vi.stubGlobal('WebSocket', Socket)
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  })
  vi.stubGlobal('location', new Proxy({}, { get: (_, name) => address[name as keyof typeof address] }))
  vi.stubGlobal('history', {
    replaceState: (_state: null, _title: string, url: string) => {
      address = { ...address, hash: '', search: url.slice(url.indexOf('?')) }
    },
  })
  vi.stubGlobal('fetch', async () => ({ status }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('a browser without a token asks for one, and opens no connection', async () => {
  const { state } = await loadPage()
  expect(state()).toMatchObject({ state: 'locked', lockReason: 'missing' })
  expect(Socket.all).toEqual([])
})

it('the token of the address is stored, sent as a protocol, and removed from the address', async () => {
  const { state } = await loadPage('#token=abc')
  expect(address).toMatchObject({ hash: '', search: '?q=a' })
  expect(stored.get('localflow-token')).toBe('abc')
  expect(Socket.last).toMatchObject({ url: 'ws://localhost:8080/rpc', protocols: ['localflow', 'token.abc'] })
  Socket.last.open()
  expect(state()).toMatchObject({ state: 'open', times: 1 })
})

it('a lost connection is tried again after 250 ms, then after ever longer, at most every 5 s', async () => {
  const { state } = await loadPage('#token=abc')
  Socket.last.open()
  Socket.last.close()
  expect(state().state).toBe('lost')
  const waits: number[] = []
  for (let count = 1; count < 8; count++) {
    let waited = 0
    for (; Socket.all.length === count; waited += 50) await vi.advanceTimersByTimeAsync(50)
    waits.push(waited)
    Socket.last.close()
    await vi.advanceTimersByTimeAsync(0)
  }
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000])
  await vi.advanceTimersByTimeAsync(5_000)
  Socket.last.open()
  expect(state()).toMatchObject({ state: 'open', times: 2 })
})

it('while one connection is on its way, no second one is opened', async () => {
  const { retryNow } = await loadPage('#token=abc')
  Socket.last.open()
  Socket.last.close()
  retryNow()
  retryNow()
  expect(Socket.all).toHaveLength(2)
})

it('a refused token locks the page, and a typed one unlocks it only if LocalFlow accepts it', async () => {
  const { state, unlock } = await loadPage('#token=abc')
  status = 401
  Socket.last.close()
  await vi.advanceTimersByTimeAsync(0)
  expect(state()).toMatchObject({ state: 'locked', lockReason: 'refused' })
  expect(await unlock('wrong')).toBe(false)
  expect(await unlock('not a token')).toBe(false)
  expect(stored.get('localflow-token')).toBe('abc')
  status = 200
  expect(await unlock(' right ')).toBe(true)
  expect(Socket.last.protocols).toContain('token.right')
})

it('a call waits for the first connection, and fails at once while the connection is lost', async () => {
  const { currentLink, ConnectionLostError } = await loadPage('#token=abc')
  const call = () => currentLink.call(['jobs'], {}, { context: {} })
  let isOver = false
  void call().catch(() => {
    isOver = true
  })
  await vi.advanceTimersByTimeAsync(100)
  expect(isOver).toBe(false)
  Socket.last.open()
  Socket.last.close()
  await expect(call()).rejects.toThrow(ConnectionLostError)
})
