import type { FailureKind } from './errors';

/** What the network layer's error says. */
interface NetworkFailure {
  readonly kind: FailureKind;
  readonly code: string | undefined;
  /** HTTP status of a proxy's refusal. */
  readonly status?: number;
}

/** How far an attempt had come when it failed. */
interface Progress {
  /** Bytes of the request may have gone out to the server. Before that, nothing can have been executed. */
  readonly started: boolean;
  /** A proxy stands between. What fails before the start, fails there, for the proxy resolves the name and connects. */
  readonly proxied: boolean;
}

const kindsByCode: ReadonlyMap<string, FailureKind> = new Map([
  ['ENOTFOUND', 'unresolved'],
  ['EAI_AGAIN', 'unresolved'],
  ['EAI_FAIL', 'unresolved'],
  ['EAI_NODATA', 'unresolved'],
  ['ECONNREFUSED', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ENETDOWN', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['EACCES', 'unreachable'],
  ['EPERM', 'unreachable'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['UND_ERR_PRX_TLS', 'proxy'],
  ['UND_ERR_PRX_CONN', 'proxy'],
  ['UND_ERR_HEADERS_OVERFLOW', 'tooLarge'],
  ['HPE_INVALID_EOF_STATE', 'connectionLost'],
  ['UND_ERR_DESTROYED', 'cancelled'],
  ['UND_ERR_CLOSED', 'cancelled'],
]);

const certificateCode =
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|EPROTO$|CRL_|INVALID_|HOSTNAME_MISMATCH$|ERROR_IN_)/;

/** What undici makes of a proxy that answered CONNECT with anything but 200. */
const tunnelRefused = /^Proxy response \((\d{3})\)/;

/** What undici's parser says of a body in chunks that ended without its last one. */
const cutShort = '(Invalid EOF state)';

/** Reads an error of the network layer by its code, or its cause's: classes differ between bundled copies. */
export function readNetworkError(error: unknown, { started, proxied }: Progress): NetworkFailure {
  const code = codeOf(error);
  const refusal = error instanceof Error ? tunnelRefused.exec(error.message)?.[1] : undefined;
  if (refusal !== undefined) return { kind: 'proxy', code, status: Number(refusal) };
  const kind = code === undefined ? undefined : kindsByCode.get(code);
  if (!started) {
    if (code !== undefined && certificateCode.test(code)) return { kind: 'certificate', code };
    if (kind === 'cancelled') return { kind, code };
    if (proxied) return { kind: 'proxy', code };
    return { kind: kind ?? 'unreachable', code };
  }
  // A parser's error does not always have a code; where the connection ended in the middle of a body it has words alone.
  if (error instanceof Error && error.name === 'HTTPParserError') {
    return { kind: kind ?? (error.message.endsWith(cutShort) ? 'connectionLost' : 'notTheApi'), code };
  }
  return {
    kind: kind === 'unreachable' || kind === 'unresolved' ? 'connectionLost' : (kind ?? 'connectionLost'),
    code,
  };
}

function codeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}
