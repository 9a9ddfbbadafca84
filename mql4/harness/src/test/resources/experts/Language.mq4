#property strict
#property version "1.0"
#include <Shapes.mqh>

#define TWICE(x) ((x)*2)
#define GREETING "hello"
#ifdef __MQL4__
   #define PLATFORM 4
#else
   #define PLATFORM 5
#endif

enum Mood { CALM, BUSY=5, ANGRY };

input int    InpNumber = 7;
input string InpText   = "default";
input double InpReal   = 1.5;
input bool   InpFlag   = false;
input Mood   InpMood   = BUSY;

struct Frame
  {
   ushort port;
   uchar  bytes[4];
   int    Sum() const { int s=0; for(int i=0; i<4; i++) s+=bytes[i]; return(s); }
  };

class Node
  {
private:
   int               value;
public:
   Node             *next;
                     Node(int v) : value(v), next(NULL) {}
   int               Value() const { return(value); }
   Node             *Next() { return(next); }
   void              Append(Node *other) { this.next=other; }
  };

int counter;
const int LIMITS[] = {1, 2, 3};
static datetime started = D'2026.11.21 10:30:05';

int OnInit()
  {
   Print(GREETING, " ", TWICE(21), " ", PLATFORM, " ", InpNumber, " ", InpText, " ", EnumToString(InpMood));
   Node *head=new Node(1);
   head.Append(new Node(2));
   head.next.Append(new Node(3));
   Print("chain ", head.Next().Next().Value());
   Node *all[3];
   all[0]=head;
   all[1]=head.next;
   all[2]=all[1].next;
   int sum=0;
   for(int i=0, n=ArraySize(all); i<n; i++)
      sum+=all[i].Value();
   Print("sum ", sum);
   for(int i=2; i>=0; i--)
      delete all[i];
   Frame frame;
   ZeroMemory(frame);
   frame.bytes[0]=200;
   frame.bytes[3]=100;
   Fill(frame.bytes);
   Frame copy=frame;
   copy.bytes[1]=1;
   Print("frame ", frame.Sum(), " ", copy.Sum(), " size ", sizeof(Frame));
   int table[2][3]={{1,2,3},{4,5,6}};
   Print("table ", table[1][2], " ", ArraySize(table), " ", ArrayRange(table,1), " ", Total(table));
   string words[];
   int parts=StringSplit("a,b,c", ',', words);
   Print("split ", parts, words[2]);
   Print("color ", C'1,2,3', " ", clrRed, " date ", started, " ", TimeToString(started), " char ", 'A', '\n');
   Square square(3);
   Shape *shape=GetPointer(square);
   Print("area ", shape.Area(), " ", square.Name());
   long big=3000000000;
   uint wrapped=(uint)big*2;
   uchar small=(uchar)300;
   Print("widths ", big, " ", wrapped, " ", small, " ", (int)2147483647+1);
   Print(StringFormat("%5.2f|%-6s|%03d|%I64d|%%", 3.14159, "ab", 7, big));
   Print("limits ", LIMITS[2], " ", sqrt(16.0), " ", fmax(2,3), " ", MathAbs(-4));
   Print((string)5+"/"+IntegerToString(6)+"/"+DoubleToString(1.0/3.0,4));
   char letters[]={'a','b','c'};
   uchar tail[];
   int copied=ArrayCopy(tail,letters,0,1,0);
   Print("copied ", copied, " ", Sum(tail), " ", CharArrayToString(letters));
   int Size=Size();
   Print("size ", Size);
   switch(InpMood)
     {
      case BUSY: Print("busy"); break;
      default:   Print("other");
     }
   Print(__FUNCTION__, " ", __FILE__);
   return(INIT_SUCCEEDED);
  }

int Size() { return(7); }

template<typename T>
int Sum(const T &values[])
  {
   int sum=0;
   for(int i=0; i<ArraySize(values); i++)
      sum+=values[i];
   return(sum);
  }

void Fill(uchar &target[])
  {
   target[2]=(uchar)(target[2]+Later(3));
  }

int Total(const int &rows[][3])
  {
   int sum=0;
   for(int i=0; i<ArrayRange(rows,0); i++)
      for(int k=0; k<3; k++)
         sum+=rows[i][k];
   return(sum);
  }

int Later(int x, int y=4) { return(x+y); }

void OnTick()
  {
   static int ticks=0;
   ticks++;
   Print("tick ", ticks, " ", DoubleToString(Bid,_Digits), " ", Symbol(), " ", Close[0]==Bid);
   int one[2];
   one[0]=counter;
   if(ticks==3)
      one[ticks]=1;
  }

void OnDeinit(const int reason)
  {
   Print("bye ", reason);
  }
