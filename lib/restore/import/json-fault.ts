import { MAX_JSON_DEPTH } from '../json';
import type { JsonFaultCode } from './input';

/** Why a text is not JSON and where, told the same in every browser: their own parsers say it in different words, and some without a place. */
export interface JsonFault {
  readonly code: JsonFaultCode;
  readonly offset: number;
  /** What stands there; empty at the end of the text. */
  readonly found: string;
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}\p{N}_$.+-]+|[\s\S]/uy;
const LITERAL = /(?:true|false|null)(?![\p{L}\p{N}_$])/uy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

const matchAt = (pattern: RegExp, text: string, offset: number): string => {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
};

class Scanner {
  private at = 0;
  private expected: Expected = 'value';
  private readonly open: ('{' | '[')[] = [];
  /** Where the last comma stands, while nothing has followed it. */
  private comma = -1;

  constructor(private readonly text: string) {}

  scan(): JsonFault | null {
    for (;;) {
      while (/[ \t\n\r]/.test(this.text.charAt(this.at))) this.at += 1;
      if (this.at >= this.text.length) return this.expected === 'nothing' ? null : this.fault('json-cut-short');
      const fault = this.step(this.text.charAt(this.at));
      if (fault !== null) return fault;
    }
  }

  private fault(code: JsonFaultCode, offset = this.at): JsonFault {
    return { code, offset, found: matchAt(WORD, this.text, offset).slice(0, 40) };
  }

  private step(char: string): JsonFault | null {
    switch (this.expected) {
      case 'value':
        return this.value(char);
      case 'value-or-end':
        return char === ']' ? this.close() : this.value(char);
      case 'key':
      case 'key-or-end':
        if (char === '"') return this.string('colon');
        return char === '}' && this.expected === 'key-or-end' ? this.close() : this.unexpected(char);
      case 'colon':
        return char === ':' ? this.go('value') : this.unexpected(char);
      case 'comma-or-end':
        if (char === ',') return this.nextItem();
        return char === (this.open.at(-1) === '{' ? '}' : ']') ? this.close() : this.unexpected(char);
      case 'nothing':
        return this.fault('json-after-end');
    }
  }

  private go(expected: Expected, length = 1): null {
    this.at += length;
    this.expected = expected;
    this.comma = -1;
    return null;
  }

  private afterValue(length: number): null {
    return this.go(this.open.length === 0 ? 'nothing' : 'comma-or-end', length);
  }

  private close(): null {
    this.open.pop();
    return this.afterValue(1);
  }

  private nextItem(): null {
    const comma = this.at;
    this.go(this.open.at(-1) === '{' ? 'key' : 'value');
    this.comma = comma;
    return null;
  }

  private value(char: string): JsonFault | null {
    if (char === '{' || char === '[') {
      if (this.open.length >= MAX_JSON_DEPTH) return this.fault('json-too-deep');
      this.open.push(char);
      return this.go(char === '{' ? 'key-or-end' : 'value-or-end');
    }
    if (char === '"') return this.string(this.open.length === 0 ? 'nothing' : 'comma-or-end');
    const plain = matchAt(LITERAL, this.text, this.at) || matchAt(NUMBER, this.text, this.at);
    return plain === '' ? this.unexpected(char) : this.afterValue(plain.length);
  }

  private string(then: Expected): JsonFault | null {
    let at = this.at + 1;
    for (;;) {
      const char = this.text.charAt(at);
      if (char === '') return { code: 'json-cut-short', offset: this.text.length, found: '' };
      if (char === '"') return this.go(then, at + 1 - this.at);
      if (char < ' ') return this.fault('json-control', at);
      const unit = char === '\\' ? matchAt(ESCAPE, this.text, at) : char;
      if (unit === '') return { code: 'json-escape', offset: at, found: this.text.slice(at, at + 2) };
      at += unit.length;
    }
  }

  private unexpected(char: string): JsonFault {
    if (this.comma >= 0 && (char === '}' || char === ']')) return this.fault('json-trailing-comma', this.comma);
    if (char === "'") return this.fault('json-single-quotes');
    if (/[“”„‟«»「」『』＂‘’]/.test(char)) return this.fault('json-curly-quotes');
    if (char === '#' || (char === '/' && /[/*]/.test(this.text.charAt(this.at + 1)))) return this.fault('json-comment');
    if (/\s|\u200b|\ufeff/.test(char)) return this.fault('json-space');
    if (this.expected === 'comma-or-end' && /["{[\w-]/.test(char)) return this.fault('json-missing-comma');
    if (this.expected === 'key' || this.expected === 'key-or-end') return this.fault('json-key');
    return this.fault('json-unexpected');
  }
}

/** What keeps `text` from being JSON, the first fault only; `null` where it is JSON no deeper than `MAX_JSON_DEPTH`. */
export const jsonFault = (text: string): JsonFault | null => new Scanner(text).scan();
