import CLibpq
import Glibc

/// The system's libpq, loaded when somebody asks for a ledger on a server.
///
/// Linked as other libraries are, it would bring 24 more of them (LDAP, Kerberos and their kin) into each start of the
/// program, also where the ledger is a file: 8 ms and 8 MB, and no start at all on a machine without it.
///
/// The functions below have the names and types of libpq's own ("libpq-fe.h"), which they call. `PostgresAddress` refuses
/// with words where the library is missing; what they return then is what libpq returns for no connection.
///
/// `@unchecked`: addresses of C functions, which never change.
struct LibPQ: @unchecked Sendable {
    static let shared = LibPQ(library: "libpq.so.5")

    let backendPID: @convention(c) (OpaquePointer?) -> Int32
    let clear: @convention(c) (OpaquePointer?) -> Void
    let cmdStatus: @convention(c) (OpaquePointer?) -> UnsafeMutablePointer<CChar>?
    let cmdTuples: @convention(c) (OpaquePointer?) -> UnsafeMutablePointer<CChar>?
    let conndefaults: @convention(c) () -> UnsafeMutablePointer<PQconninfoOption>?
    let connectdbParams:
        @convention(c) (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<UnsafePointer<CChar>?>?, Int32
        ) -> OpaquePointer?
    let conninfoFree: @convention(c) (UnsafeMutablePointer<PQconninfoOption>?) -> Void
    let conninfoParse:
        @convention(c) (
            UnsafePointer<CChar>?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        ) -> UnsafeMutablePointer<PQconninfoOption>?
    let consumeInput: @convention(c) (OpaquePointer?) -> Int32
    let errorMessage: @convention(c) (OpaquePointer?) -> UnsafeMutablePointer<CChar>?
    let escapeIdentifier:
        @convention(c) (
            OpaquePointer?, UnsafePointer<CChar>?, Int
        ) -> UnsafeMutablePointer<CChar>?
    let finish: @convention(c) (OpaquePointer?) -> Void
    let flush: @convention(c) (OpaquePointer?) -> Int32
    let freemem: @convention(c) (UnsafeMutableRawPointer?) -> Void
    let ftype: @convention(c) (OpaquePointer?, Int32) -> Oid
    let getResult: @convention(c) (OpaquePointer?) -> OpaquePointer?
    let getisnull: @convention(c) (OpaquePointer?, Int32, Int32) -> Int32
    let getlength: @convention(c) (OpaquePointer?, Int32, Int32) -> Int32
    let getvalue: @convention(c) (OpaquePointer?, Int32, Int32) -> UnsafeMutablePointer<CChar>?
    let isBusy: @convention(c) (OpaquePointer?) -> Int32
    let libVersion: @convention(c) () -> Int32
    let nfields: @convention(c) (OpaquePointer?) -> Int32
    let ntuples: @convention(c) (OpaquePointer?) -> Int32
    let putCopyData: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32
    let putCopyEnd: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?) -> Int32
    let resultErrorField: @convention(c) (OpaquePointer?, Int32) -> UnsafeMutablePointer<CChar>?
    let resultErrorMessage: @convention(c) (OpaquePointer?) -> UnsafeMutablePointer<CChar>?
    let resultStatus: @convention(c) (OpaquePointer?) -> ExecStatusType
    let sendPrepare:
        @convention(c) (
            OpaquePointer?, UnsafePointer<CChar>?, UnsafePointer<CChar>?, Int32, UnsafePointer<Oid>?
        ) -> Int32
    let sendQuery: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?) -> Int32
    let sendQueryPrepared:
        @convention(c) (
            OpaquePointer?, UnsafePointer<CChar>?, Int32, UnsafePointer<UnsafePointer<CChar>?>?,
            UnsafePointer<Int32>?, UnsafePointer<Int32>?, Int32
        ) -> Int32
    let setNoticeProcessor:
        @convention(c) (
            OpaquePointer?, PQnoticeProcessor?, UnsafeMutableRawPointer?
        ) -> PQnoticeProcessor?
    let setSingleRowMode: @convention(c) (OpaquePointer?) -> Int32
    let setnonblocking: @convention(c) (OpaquePointer?, Int32) -> Int32
    let socket: @convention(c) (OpaquePointer?) -> Int32
    let sslInUse: @convention(c) (OpaquePointer?) -> Int32
    let status: @convention(c) (OpaquePointer?) -> ConnStatusType
    let transactionStatus: @convention(c) (OpaquePointer?) -> PGTransactionStatusType
    let user: @convention(c) (OpaquePointer?) -> UnsafeMutablePointer<CChar>?

    /// Nil in a libpq that is older than version 14, which has none of it.
    let pipeline: Pipeline?

    struct Pipeline {
        let enter: @convention(c) (OpaquePointer?) -> Int32
        let exit: @convention(c) (OpaquePointer?) -> Int32
        let sync: @convention(c) (OpaquePointer?) -> Int32
    }

    /// Nil where there is no such library, or one that lacks a function; it stays loaded.
    init?(library: String) {
        guard let handle = dlopen(library, RTLD_NOW | RTLD_LOCAL) else { return nil }
        func find<Function>(_ name: String, as type: Function.Type = Function.self) throws(Missing)
            -> Function
        {
            guard let address = dlsym(handle, name) else { throw Missing() }
            return unsafeBitCast(address, to: Function.self)
        }
        do throws(Missing) {
            backendPID = try find("PQbackendPID")
            clear = try find("PQclear")
            cmdStatus = try find("PQcmdStatus")
            cmdTuples = try find("PQcmdTuples")
            conndefaults = try find("PQconndefaults")
            connectdbParams = try find("PQconnectdbParams")
            conninfoFree = try find("PQconninfoFree")
            conninfoParse = try find("PQconninfoParse")
            consumeInput = try find("PQconsumeInput")
            errorMessage = try find("PQerrorMessage")
            escapeIdentifier = try find("PQescapeIdentifier")
            finish = try find("PQfinish")
            flush = try find("PQflush")
            freemem = try find("PQfreemem")
            ftype = try find("PQftype")
            getResult = try find("PQgetResult")
            getisnull = try find("PQgetisnull")
            getlength = try find("PQgetlength")
            getvalue = try find("PQgetvalue")
            isBusy = try find("PQisBusy")
            libVersion = try find("PQlibVersion")
            nfields = try find("PQnfields")
            ntuples = try find("PQntuples")
            putCopyData = try find("PQputCopyData")
            putCopyEnd = try find("PQputCopyEnd")
            resultErrorField = try find("PQresultErrorField")
            resultErrorMessage = try find("PQresultErrorMessage")
            resultStatus = try find("PQresultStatus")
            sendPrepare = try find("PQsendPrepare")
            sendQuery = try find("PQsendQuery")
            sendQueryPrepared = try find("PQsendQueryPrepared")
            setNoticeProcessor = try find("PQsetNoticeProcessor")
            setSingleRowMode = try find("PQsetSingleRowMode")
            setnonblocking = try find("PQsetnonblocking")
            socket = try find("PQsocket")
            sslInUse = try find("PQsslInUse")
            status = try find("PQstatus")
            transactionStatus = try find("PQtransactionStatus")
            user = try find("PQuser")
        } catch {
            return nil
        }
        pipeline = try? Pipeline(
            enter: find("PQenterPipelineMode"), exit: find("PQexitPipelineMode"),
            sync: find("PQpipelineSync"))
    }

    private struct Missing: Error {}
}

// MARK: As libpq names them

func PQbackendPID(_ a: OpaquePointer?) -> Int32 { LibPQ.shared?.backendPID(a) ?? 0 }
func PQclear(_ a: OpaquePointer?) { LibPQ.shared?.clear(a) }
func PQcmdStatus(_ a: OpaquePointer?) -> UnsafeMutablePointer<CChar>? { LibPQ.shared?.cmdStatus(a) ?? nil }
func PQcmdTuples(_ a: OpaquePointer?) -> UnsafeMutablePointer<CChar>? { LibPQ.shared?.cmdTuples(a) ?? nil }
func PQconndefaults() -> UnsafeMutablePointer<PQconninfoOption>? { LibPQ.shared?.conndefaults() ?? nil }
func PQconnectdbParams(
    _ a: UnsafePointer<UnsafePointer<CChar>?>?, _ b: UnsafePointer<UnsafePointer<CChar>?>?,
    _ c: Int32
) -> OpaquePointer? {
    LibPQ.shared?.connectdbParams(a, b, c) ?? nil
}
func PQconninfoFree(_ a: UnsafeMutablePointer<PQconninfoOption>?) { LibPQ.shared?.conninfoFree(a) }
func PQconninfoParse(
    _ a: UnsafePointer<CChar>?, _ b: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutablePointer<PQconninfoOption>? {
    LibPQ.shared?.conninfoParse(a, b) ?? nil
}
func PQconsumeInput(_ a: OpaquePointer?) -> Int32 { LibPQ.shared?.consumeInput(a) ?? 0 }
func PQerrorMessage(_ a: OpaquePointer?) -> UnsafeMutablePointer<CChar>? {
    LibPQ.shared?.errorMessage(a) ?? nil
}
func PQescapeIdentifier(
    _ a: OpaquePointer?, _ b: UnsafePointer<CChar>?, _ c: Int
) -> UnsafeMutablePointer<CChar>? {
    LibPQ.shared?.escapeIdentifier(a, b, c) ?? nil
}
func PQfinish(_ a: OpaquePointer?) { LibPQ.shared?.finish(a) }
func PQflush(_ a: OpaquePointer?) -> Int32 { LibPQ.shared?.flush(a) ?? -1 }
func PQfreemem(_ a: UnsafeMutableRawPointer?) { LibPQ.shared?.freemem(a) }
func PQftype(_ a: OpaquePointer?, _ b: Int32) -> Oid { LibPQ.shared?.ftype(a, b) ?? 0 }
func PQgetResult(_ a: OpaquePointer?) -> OpaquePointer? { LibPQ.shared?.getResult(a) ?? nil }
func PQgetisnull(_ a: OpaquePointer?, _ b: Int32, _ c: Int32) -> Int32 {
    LibPQ.shared?.getisnull(a, b, c) ?? 1
}
func PQgetlength(_ a: OpaquePointer?, _ b: Int32, _ c: Int32) -> Int32 {
    LibPQ.shared?.getlength(a, b, c) ?? 0
}
func PQgetvalue(_ a: OpaquePointer?, _ b: Int32, _ c: Int32) -> UnsafeMutablePointer<CChar>? {
    LibPQ.shared?.getvalue(a, b, c) ?? nil
}
func PQisBusy(_ a: OpaquePointer?) -> Int32 { LibPQ.shared?.isBusy(a) ?? 0 }
func PQsocket(_ a: OpaquePointer?) -> Int32 { LibPQ.shared?.socket(a) ?? -1 }
func PQsendQuery(_ a: OpaquePointer?, _ b: UnsafePointer<CChar>?) -> Int32 {
    LibPQ.shared?.sendQuery(a, b) ?? 0
}
func PQsendPrepare(
    _ a: OpaquePointer?, _ b: UnsafePointer<CChar>?, _ c: UnsafePointer<CChar>?, _ d: Int32,
    _ e: UnsafePointer<Oid>?
) -> Int32 {
    LibPQ.shared?.sendPrepare(a, b, c, d, e) ?? 0
}
func PQlibVersion() -> Int32 { LibPQ.shared?.libVersion() ?? 0 }
func PQnfields(_ a: OpaquePointer?) -> Int32 { LibPQ.shared?.nfields(a) ?? 0 }
func PQntuples(_ a: OpaquePointer?) -> Int32 { LibPQ.shared?.ntuples(a) ?? 0 }
func PQputCopyData(_ a: OpaquePointer?, _ b: UnsafePointer<CChar>?, _ c: Int32) -> Int32 {
    LibPQ.shared?.putCopyData(a, b, c) ?? -1
}
func PQputCopyEnd(_ a: OpaquePointer?, _ b: UnsafePointer<CChar>?) -> Int32 {
    LibPQ.shared?.putCopyEnd(a, b) ?? -1
}
func PQresultErrorField(_ a: OpaquePointer?, _ b: Int32) -> UnsafeMutablePointer<CChar>? {
    LibPQ.shared?.resultErrorField(a, b) ?? nil
}
func PQresultErrorMessage(_ a: OpaquePointer?) -> UnsafeMutablePointer<CChar>? {
    LibPQ.shared?.resultErrorMessage(a) ?? nil
}
func PQresultStatus(_ a: OpaquePointer?) -> ExecStatusType {
    LibPQ.shared?.resultStatus(a) ?? PGRES_FATAL_ERROR
}
func PQsendQueryPrepared(
    _ a: OpaquePointer?, _ b: UnsafePointer<CChar>?, _ c: Int32,
    _ d: UnsafePointer<UnsafePointer<CChar>?>?, _ e: UnsafePointer<Int32>?,
    _ f: UnsafePointer<Int32>?, _ g: Int32
) -> Int32 {
    LibPQ.shared?.sendQueryPrepared(a, b, c, d, e, f, g) ?? 0
}
@discardableResult
func PQsetNoticeProcessor(
    _ a: OpaquePointer?, _ b: PQnoticeProcessor?, _ c: UnsafeMutableRawPointer?
) -> PQnoticeProcessor? {
    LibPQ.shared?.setNoticeProcessor(a, b, c) ?? nil
}
func PQsetSingleRowMode(_ a: OpaquePointer?) -> Int32 { LibPQ.shared?.setSingleRowMode(a) ?? 0 }
func PQsetnonblocking(_ a: OpaquePointer?, _ b: Int32) -> Int32 { LibPQ.shared?.setnonblocking(a, b) ?? -1 }
func PQsslInUse(_ a: OpaquePointer?) -> Int32 { LibPQ.shared?.sslInUse(a) ?? 0 }
func PQstatus(_ a: OpaquePointer?) -> ConnStatusType { LibPQ.shared?.status(a) ?? CONNECTION_BAD }
func PQtransactionStatus(_ a: OpaquePointer?) -> PGTransactionStatusType {
    LibPQ.shared?.transactionStatus(a) ?? PQTRANS_UNKNOWN
}
func PQuser(_ a: OpaquePointer?) -> UnsafeMutablePointer<CChar>? { LibPQ.shared?.user(a) ?? nil }
