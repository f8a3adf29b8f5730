# The same from Julia: julia law.jl libswiftkan.so table.csv target
const library, table, target = ARGS

function discover(request)
    error = Ref{Cstring}(C_NULL)
    answer = ccall((:swiftkan_discover, library), Cstring, (Cstring, Ptr{Cstring}), request, error)
    text = unsafe_string(answer == C_NULL ? error[] : answer)
    ccall((:swiftkan_free, library), Cvoid, (Cstring,), answer == C_NULL ? error[] : answer)
    answer == C_NULL ? throw(ErrorException(text)) : text
end

println(discover("""{"table": "$table", "target": "$target", "effort": "low"}"""))
