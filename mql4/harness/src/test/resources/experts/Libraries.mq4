// Calls the libraries an expert of Tickpilot needs; prints what came of it.
#property strict

struct Address
  {
   short  family;
   ushort port;
   uint   host;
   uchar  zero[8];
  };

#import "libzmq.dll"
int zmq_ctx_new();
int zmq_ctx_term(int context);
int zmq_socket(int context,int type);
int zmq_close(int socket);
int zmq_bind(int socket,const uchar &address[]);
int zmq_connect(int socket,const uchar &address[]);
int zmq_setsockopt(int socket,int option,int &value,int size);
int zmq_getsockopt(int socket,int option,int &value,int &size);
int zmq_send(int socket,const uchar &data[],int size,int flags);
int zmq_recv(int socket,uchar &data[],int size,int flags);
int zmq_errno();
#import "ws2_32.dll"
int  WSAStartup(int version,uchar &data[]);
int  WSAGetLastError();
int  socket(int family,int type,int protocol);
int  connect(int socket,Address &address,int size);
int  send(int socket,const uchar &data[],int size,int flags);
int  recv(int socket,uchar &data[],int size,int flags);
int  closesocket(int socket);
int  ioctlsocket(int socket,int command,uint &value[]);
int  select(int count,uint &reading[],uint &writing[],uint &failing[],const int &timeout[]);
uint inet_addr(const uchar &host[]);
int  htons(int port);
#import "kernel32.dll"
int  LoadLibraryW(string name);
int  GetLastError();
int  CreateFileW(string name,uint access,uint share,int security,uint disposition,uint flags,int pattern);
int  ReadFile(int file,uchar &data[],int size,uint &read[],int overlapped);
int  CloseHandle(int file);
void GetSystemTimeAsFileTime(long &time);
#import "absent.dll"
int  Nothing();
#import

input int Port=0;

void Bytes(string text,uchar &data[]) { StringToCharArray(text,data); }

void Zmq()
  {
   uchar address[],word[],answer[16];
   Bytes("inproc://harness",address);
   Bytes("hello",word);
   int context=zmq_ctx_new(),first=zmq_socket(context,0),second=zmq_socket(context,0);
   int linger=0,wait=7,size=4;
   zmq_setsockopt(first,17,linger,4);
   zmq_setsockopt(first,27,wait,4);
   zmq_getsockopt(first,27,linger,size);
   Print("option ",linger," size ",size);
   int got=zmq_recv(second,answer,16,1);
   Print("empty ",got," ",zmq_errno());
   int bound=zmq_bind(first,address);
   Print("bound ",bound," ",zmq_connect(second,address));
   int sent=zmq_send(first,word,5,0);
   got=zmq_recv(second,answer,16,0);
   Print("sent ",sent," got ",got," ",CharArrayToString(answer,0,5));
   zmq_close(first);
   zmq_close(second);
   Print("closed ",zmq_ctx_term(context));
  }

int Open(int port,int &error)
  {
   uchar data[512],host[];
   uint nonBlocking[1]={1};
   Address address;
   ZeroMemory(address);
   Bytes("127.0.0.1",host);
   WSAStartup(0x0202,data);
   int s=socket(2,1,6);
   ioctlsocket(s,(int)0x8004667E,nonBlocking);
   address.family=2;
   address.port=(ushort)htons(port);
   address.host=inet_addr(host);
   error=connect(s,address,sizeof(Address))==0 ? 0 : ws2_32_error();
   return(s);
  }

int ws2_32_error() { return(WSAGetLastError()); }

bool Ready(int s,bool forWriting,bool &failed)
  {
   uint reading[65],writing[65],failing[65];
   int timeout[2]={5,0};
   ArrayInitialize(reading,0);
   ArrayInitialize(writing,0);
   ArrayInitialize(failing,0);
   if(forWriting) { writing[0]=1; writing[1]=(uint)s; }
   else           { reading[0]=1; reading[1]=(uint)s; }
   failing[0]=1;
   failing[1]=(uint)s;
   select(0,reading,writing,failing,timeout);
   failed=failing[0]==1;
   return(reading[0]+writing[0]==1);
  }

void Sockets()
  {
   int error=0;
   bool failed=false;
   uchar word[],answer[64];
   int s=Open(Port,error);
   bool ready=Ready(s,true,failed);
   Print("connecting ",error," ready ",ready);
   Bytes("ping",word);
   int count=recv(s,answer,64,0);
   Print("nothing yet ",count," ",ws2_32_error());
   count=send(s,word,4,0);
   Print("sent ",count," ready ",Ready(s,false,failed));
   count=recv(s,answer,64,0);
   Print("got ",CharArrayToString(answer,0,count));
   closesocket(s);
   s=Open(1,error);
   ready=Ready(s,true,failed);
   Print("refused ",ready," ",failed," ",ws2_32_error());
   closesocket(s);
   count=send(0,word,4,0);
   Print("no socket ",count," ",ws2_32_error());
  }

void Kernel()
  {
   uchar data[8];
   uint read[1];
   long time=0;
   string folder=TerminalInfoString(TERMINAL_DATA_PATH)+"\\MQL4\\Libraries\\";
   Print("loads ",LoadLibraryW("libzmq.dll")!=0," ",LoadLibraryW("vcruntime140.dll"));
   int file=CreateFileW(folder+"a.dll",0x80000000,1,0,3,0,0);
   int done=ReadFile(file,data,8,read,0);
   Print("reads ",done," ",read[0]," ",data[0]," ",CloseHandle(file));
   file=CreateFileW(folder+"b.dll",0x80000000,1,0,3,0,0);
   Print("absent ",file," ",kernel32::GetLastError());
   file=CreateFileW("C:\\autoexec.bat",0x80000000,1,0,3,0,0);
   Print("outside ",file," ",kernel32::GetLastError());
   GetSystemTimeAsFileTime(time);
   Print("time ",time);
  }

int OnInit()
  {
   Zmq();
   if(Port>0) Sockets();
   Kernel();
   return(INIT_SUCCEEDED);
  }

void OnTick() { Nothing(); }
