// Types and names alone: the library is loaded when it is needed (LedgerPostgres/LibPQ.swift).
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif
