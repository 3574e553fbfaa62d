import { useEffect, useMemo } from "preact/hooks";

import { keepTime } from "./now";
import { Room } from "./room";

/** The room of one consultation, for as long as the page shows it. */
export function useRoom(id: string): Room {
  const room = useMemo(() => new Room(id), [id]);
  useEffect(() => {
    const stopTime = keepTime();
    void room.load();
    return () => {
      stopTime();
      room.leave();
    };
  }, [room]);
  return room;
}
