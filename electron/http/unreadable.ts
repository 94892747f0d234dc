import { maxHeaderSize, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { AppError, errorStatus } from '../../shared/errors.ts'
import { errorBody } from './answers.ts'
import { longAddressPage } from './long-address-page.ts'

const most = `${maxHeaderSize / 1024} KB`
/** So much of a request says who asks for what. */
const readBytes = 128 * 1024

/** What Node says about a request that it could not read; `rawPacket` has the bytes that it stopped at. */
type Unreadable = NodeJS.ErrnoException & { rawPacket?: Buffer }

/** Answers what Node gave up reading before it was a request, in the same words and shape as every other error. */
export function answerUnreadable({ code, rawPacket }: Unreadable, socket: Duplex): void {
  if (!socket.writable) return
  const error = explain(code)
  const status = errorStatus[error.code]
  const page = code === 'HPE_HEADER_OVERFLOW' ? longAddressPage(rawPacket?.toString('latin1', 0, readBytes) ?? '', most) : null
  const body = page?.html ?? JSON.stringify(errorBody(error))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${page ? 'text/html' : 'application/json'}; charset=utf-8`,
    ...(page ? [`Content-Security-Policy: ${page.policy}`] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end([...head, '', body].join('\r\n'))
}

function explain(code: string | undefined): AppError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new AppError('request-timeout', 'Could not read the request: it took too long to arrive.')
  if (code === 'HPE_HEADER_OVERFLOW')
    return new AppError('invalid', `The address and headers of a request may have ${most} in total. Send less.`)
  return new AppError('invalid', 'Could not read the request: it is not an HTTP/1.1 request.')
}
