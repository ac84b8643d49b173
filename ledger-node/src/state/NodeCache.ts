/** Memory is taken from the system in pieces of this size, each for nodes of about one length. */
const CHUNK_BYTES = 256 * 1024;

/** Rooms of a chunk differ by this much, so that a node wastes at most fifteen bytes. */
const STEP_BYTES = 16;

/** How much of its hash stands with a node. Two nodes alike in that are 2^64 tries away, and who takes one compares the whole. */
const NAME_BYTES = 16;

/** A branch with sixteen hashes; what is longer (a leaf with a long value) is not kept. */
const LONGEST_NODE = 532;

const CLASSES = Math.ceil((NAME_BYTES + LONGEST_NODE) / STEP_BYTES) + 1;

/** A room is named by its chunk and its place there: a chunk has at most 2^13 of them. */
const PLACE_BITS = 13;
const PLACE_MASK = (1 << PLACE_BITS) - 1;

/** Most memory there may be: far below where the names of rooms end. */
export const MOST_CACHE_BYTES = 16_384 * 1024 * 1024;

/** Rooms of one length. */
type SizeClass = { roomBytes: number; rooms: number; chunks: number[]; free: number[]; hand: number };

type Chunk = { bytes: Uint8Array; lengths: Uint16Array; roomBytes: number };

/** A copy in Node's pool: most that are taken are changed and gone with the next block. */
function pooled(bytes: Uint8Array): Uint8Array {
  const room = Buffer.allocUnsafe(bytes.length);
  const copy = new Uint8Array(room.buffer, room.byteOffset, room.length);
  copy.set(bytes);
  return copy;
}

/**
 * Nodes that left the trie's tree of objects, as their RLP, found by their hash: a node that is needed again need not come from disk.
 *
 * They lie in a few large buffers that the garbage collector does not look into, at a tenth of what they take as objects. A node is in the
 * tree or here, not in both: whoever takes one gets the only copy, since most that are needed again are changed and then never asked for
 * by that hash. When the memory is used up, the oldest node of the same length gives way.
 *
 * @example
 * const cache = new NodeCache(1024 * 1024);
 * cache.keep(keccak256(rlp), rlp);
 * cache.take(keccak256(rlp)); // the RLP
 * cache.take(keccak256(rlp)); // undefined
 */
export class NodeCache {
  readonly #chunkLimit: number;
  readonly #chunks: Chunk[] = [];
  readonly #classes: SizeClass[];
  /**
   * By the first byte of the hash, so that what has to be entered anew when one grows is little. Each by open addressing with linear
   * probing: the name of a room plus one, or zero.
   */
  readonly #indexes = Array.from({ length: 256 }, () => new Uint32Array(16));
  readonly #entries = new Uint32Array(256);
  #size = 0;

  /** @param limit bytes for the nodes; an index of about a twentieth comes on top */
  constructor(limit: number) {
    this.#chunkLimit = Math.floor(limit / CHUNK_BYTES);
    this.#classes = Array.from({ length: CLASSES }, (_, index) => ({
      roomBytes: index * STEP_BYTES,
      rooms: index === 0 ? 0 : Math.min(Math.floor(CHUNK_BYTES / (index * STEP_BYTES)), PLACE_MASK),
      chunks: [],
      free: [],
      hand: 0,
    }));
  }

  /** Nodes that are kept. */
  get size(): number {
    return this.#size;
  }

  /** Bytes taken from the system. */
  get bytes(): number {
    return this.#chunks.length * CHUNK_BYTES + this.#indexes.reduce((sum, index) => sum + index.byteLength, 0);
  }

  /** Keeps a node under its hash. Whoever takes it compares the two: here they are believed. */
  keep(hash: Uint8Array, rlp: Uint8Array): void {
    if (rlp.length > LONGEST_NODE || this.#chunkLimit === 0) return;
    if (this.#find(hash) >= 0) return;
    const room = this.#room(this.#classes[Math.ceil((NAME_BYTES + rlp.length) / STEP_BYTES)] as SizeClass);
    if (room < 0) return;
    const { bytes, lengths, roomBytes } = this.#chunks[room >>> PLACE_BITS] as Chunk;
    const place = room & PLACE_MASK;
    bytes.set(hash.subarray(0, NAME_BYTES), place * roomBytes);
    bytes.set(rlp, place * roomBytes + NAME_BYTES);
    lengths[place] = rlp.length;
    const part = hash[0] as number;
    this.#size++;
    // Each index grows when half to three quarters of it are used, each at another share, so that not all grow at the same time.
    if (++this.#entries[part]! > (this.#indexes[part] as Uint32Array).length * (0.5 + part / 1024)) this.#grow(part);
    this.#enter(room, part);
  }

  /** The RLP of the node with this hash, which is no longer kept then; undefined where it is not. */
  take(hash: Uint8Array): Uint8Array | undefined {
    const at = this.#find(hash);
    if (at < 0) return undefined;
    const part = hash[0] as number;
    const room = ((this.#indexes[part] as Uint32Array)[at] as number) - 1;
    const { bytes, lengths, roomBytes } = this.#chunks[room >>> PLACE_BITS] as Chunk;
    const place = room & PLACE_MASK;
    const from = place * roomBytes + NAME_BYTES;
    const rlp = pooled(bytes.subarray(from, from + (lengths[place] as number)));
    this.#leave(at, part);
    (this.#classes[roomBytes / STEP_BYTES] as SizeClass).free.push(room);
    return rlp;
  }

  /** A room that is empty, or is made so; below zero where the class has none and gets none. */
  #room(sizes: SizeClass): number {
    const free = sizes.free.pop();
    if (free !== undefined) return free;
    const { roomBytes } = sizes;
    if (this.#chunks.length < this.#chunkLimit) {
      const named = this.#chunks.length;
      this.#chunks.push({ bytes: new Uint8Array(CHUNK_BYTES), lengths: new Uint16Array(sizes.rooms), roomBytes });
      sizes.chunks.push(named);
      for (let place = sizes.rooms - 1; place > 0; place--) sizes.free.push((named << PLACE_BITS) | place);
      return named << PLACE_BITS;
    }
    if (sizes.chunks.length === 0) return -1;
    // The hand goes round all rooms of the class: what it meets was put there longest ago, but for rooms that were emptied in between.
    const turn = sizes.hand++ % (sizes.chunks.length * sizes.rooms);
    const room = ((sizes.chunks[Math.floor(turn / sizes.rooms)] as number) << PLACE_BITS) | (turn % sizes.rooms);
    const name = this.#nameIn(room);
    this.#leave(this.#find(name), name[0] as number);
    return room;
  }

  #nameIn(room: number): Uint8Array {
    const { bytes, roomBytes } = this.#chunks[room >>> PLACE_BITS] as Chunk;
    const from = (room & PLACE_MASK) * roomBytes;
    return bytes.subarray(from, from + NAME_BYTES);
  }

  #holds(room: number, hash: Uint8Array): boolean {
    const { bytes, roomBytes } = this.#chunks[room >>> PLACE_BITS] as Chunk;
    const from = (room & PLACE_MASK) * roomBytes;
    for (let i = 0; i < NAME_BYTES; i++) if (bytes[from + i] !== hash[i]) return false;
    return true;
  }

  /** Where in its index, which is a power of two long, the name at `from` would be, were nobody else there. */
  #home(bytes: Uint8Array, from: number, mask: number): number {
    const low = (bytes[from + 1] as number) | ((bytes[from + 2] as number) << 8);
    return (low | ((bytes[from + 3] as number) << 16)) & mask;
  }

  #homeOf(room: number, mask: number): number {
    const { bytes, roomBytes } = this.#chunks[room >>> PLACE_BITS] as Chunk;
    return this.#home(bytes, (room & PLACE_MASK) * roomBytes, mask);
  }

  /** Where in its index a hash is, or less than zero. */
  #find(hash: Uint8Array): number {
    const index = this.#indexes[hash[0] as number] as Uint32Array;
    const mask = index.length - 1;
    for (let at = this.#home(hash, 0, mask); ; at = (at + 1) & mask) {
      const named = index[at] as number;
      if (named === 0) return -1;
      if (this.#holds(named - 1, hash)) return at;
    }
  }

  #enter(room: number, part: number): void {
    const index = this.#indexes[part] as Uint32Array;
    const mask = index.length - 1;
    let at = this.#homeOf(room, mask);
    while (index[at] !== 0) at = (at + 1) & mask;
    index[at] = room + 1;
  }

  /** Takes an entry out of an index; those behind it move up, so that each is still found from its home. */
  #leave(at: number, part: number): void {
    const index = this.#indexes[part] as Uint32Array;
    const mask = index.length - 1;
    let hole = at;
    for (let next = (at + 1) & mask; index[next] !== 0; next = (next + 1) & mask) {
      const home = this.#homeOf((index[next] as number) - 1, mask);
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      index[hole] = index[next] as number;
      hole = next;
    }
    index[hole] = 0;
    this.#entries[part]!--;
    this.#size--;
  }

  #grow(part: number): void {
    const entries = this.#indexes[part] as Uint32Array;
    this.#indexes[part] = new Uint32Array(entries.length * 2);
    for (const named of entries) if (named !== 0) this.#enter(named - 1, part);
  }
}
