/** One body in a {@link Room}. */
export type Guest = {
  /** All of it has come: it is being worked on, and nobody takes its room. */
  isWhole: boolean;
  /** What is here of it, as the rooms count it. */
  bytes: number;
  /** Bytes a second. */
  perSecond(): number;
  /** Others need its room. It has left already. */
  refuse(): void;
  /** Nothing more of it is to be read, until it may go on. */
  pause(): void;
  goOn(): void;
};

/** So many bytes for all together. Only what came counts: what is announced costs nobody anything. */
export type Room = {
  /**
   * Bytes have come. In a full room the slowest of those that are still coming, and of equally fast ones the last, is
   * refused; the only one that is still coming waits for those that are being worked on.
   */
  enter(guest: Guest, bytes: number): void;
  leave(guest: Guest): void;
  /** What is in it now. */
  seen(): Occupancy;
};

/** `refused`: since the start. */
type Occupancy = { bytes: number; coming: number; whole: number; refused: number };

export function createRoom(capacity: number): Room {
  const guests = new Map<Guest, number>();
  let used = 0;
  let waiting: Guest | null = null;
  let refused = 0;

  function leave(guest: Guest): void {
    used -= guests.get(guest) ?? 0;
    guests.delete(guest);
    if (waiting === guest) waiting = null;
    if (waiting === null || used > capacity) return;
    const next = waiting;
    waiting = null;
    next.goOn();
  }

  return {
    leave,
    seen() {
      const whole = [...guests.keys()].filter(({ isWhole }) => isWhole).length;
      return { bytes: used, coming: guests.size - whole, whole, refused };
    },
    enter(guest, bytes) {
      guests.set(guest, (guests.get(guest) ?? 0) + bytes);
      used += bytes;
      while (used > capacity && guests.has(guest)) {
        const coming = [...guests.keys()].filter(({ isWhole }) => !isWhole);
        if (coming.length === 1) {
          waiting = guest;
          guest.pause();
          return;
        }
        const slowest = slowestOf(coming);
        leave(slowest);
        refused += 1;
        slowest.refuse();
      }
    },
  };
}

function slowestOf(guests: readonly Guest[]): Guest {
  // Those that came last stand last.
  return guests.reduceRight((slowest, guest) =>
    guest.perSecond() < slowest.perSecond() ? guest : slowest,
  );
}

/** Up to here a body is a small one. */
const SMALL = 1024 * 1024;
/** Less takes no room: whoever logs in, or asks for little, always gets in. */
const TINY = 4 * 1024;

/** Small bodies have a room of their own, where large ones cannot keep them out; whoever outgrows it moves. */
export type Rooms = Omit<Room, 'seen'> & { seen(): Record<'small' | 'large', Occupancy> };

export function createRooms({ small, large }: { small: number; large: number }): Rooms {
  const rooms = { small: createRoom(small), large: createRoom(large) };
  return {
    enter(guest, bytes) {
      const former = guest.bytes;
      const size = former + bytes;
      guest.bytes = size;
      if (size <= TINY) return;
      if (size <= SMALL) return rooms.small.enter(guest, former <= TINY ? size : bytes);
      rooms.small.leave(guest);
      rooms.large.enter(guest, former <= SMALL ? size : bytes);
    },
    leave(guest) {
      guest.bytes = 0;
      rooms.small.leave(guest);
      rooms.large.leave(guest);
    },
    seen: () => ({ small: rooms.small.seen(), large: rooms.large.seen() }),
  };
}
