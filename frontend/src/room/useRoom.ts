import { useEffect, useMemo } from "preact/hooks";

import { onSignedInAgain } from "../api/session";
import { keepTime } from "./now";
import { Room } from "./room";

/** The room of one consultation, for as long as the page shows it. */
export function useRoom(id: string): Room {
  const room = useMemo(() => new Room(id), [id]);
  useEffect(() => {
    const stopTime = keepTime();
    void room.load();
    const stopListening = onSignedInAgain(() => room.signedInAgain());
    return () => {
      stopListening();
      stopTime();
      room.leave();
    };
  }, [room]);
  return room;
}
