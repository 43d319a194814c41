package dev.kcompact.finalizer.ledger;

import java.time.LocalDate;

/** The request of the state machine. */
public record LedgerRequest(LocalDate date, String run, long token) {}
